import Core
import Engine
import Glibc

/// Steps in sandboxes of bubblewrap.
extension StepIsolation {
    /// What makes a command run in a sandbox that lets it write what the step makes.
    func sandbox(
        _ step: Step,
        _ isolation: Isolation,
        _ resources: Resources?,
        _ entered: inout Entered
    ) throws(LaunchError) -> CommandWrapper {
        let root = site.folder.root
        let layout = SandboxLayout(step, root: root, directory: site.folder.directory(step.directory) ?? root)
        if let glob = layout.tooWide.first {
            throw LaunchError(
                "it asks for a sandbox, and to make \(glob) the whole project would have to be writable: let it write into a"
                    + " folder of its own"
            )
        }
        entered.layout = layout
        entered.isolation = "sandbox (bubblewrap)"
        let temporary = "\(entered.folder)/tmp"
        mkdir(temporary, 0o1777)
        chmod(temporary, 0o1777)
        mkdir("\(temporary)/home", 0o700)
        var options = ["--die-with-parent", "--unshare-pid", "--unshare-ipc", "--ro-bind", "/", "/"]
        if !isolation.hasNetwork { options.append("--unshare-net") }
        options += ["--dev", "/dev", "--proc", "/proc", "--bind", temporary, "/tmp"]
        // Both may lie below /tmp, which is a private one now.
        options += ["--ro-bind", root, root, "--ro-bind-try", ServiceFolders.base, ServiceFolders.base]
        // There only where a run looks at what its steps read: they write it down themselves.
        let notes = "\(site.folder.path)/touched"
        options += ["--bind-try", notes, notes]
        if isolation.hasBrowser { options += ["--bind", entered.folder, entered.folder] }
        for folder in layout.folders {
            try make(folder, below: root)
            options += ["--bind", folder, folder]
        }
        for file in layout.files {
            let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if descriptor >= 0 {
                close(descriptor)
                entered.placeholders.append(file)
            }
            options += ["--bind", file, file]
        }
        options += ["--setenv", "TMPDIR", "/tmp"]
        if step.variables["HOME"] == nil { options += ["--setenv", "HOME", "/tmp/home"] }
        // The request to end goes to the whole group: the sandbox itself waits for what the command makes of it.
        var before = ["env", "--ignore-signal=TERM", "bwrap"] + options
        let (group, door) = limited(step, resources)
        if let group {
            entered.group = group
            before = door + before
        }
        return CommandWrapper(before: before, after: ["env", "--default-signal=TERM", "--"], shared: shared)
    }

    /// Beginnings of what steps share of a run, and of what package managers keep; nothing shorter, as projects may lie below
    /// /tmp too.
    var shared: [String] {
        let root = site.folder.root
        let run = site.folder.path.split(separator: "/").last.map(String.init) ?? ""
        let volumes = (root == "/" ? "" : root) + "/.assay/cache/volumes/"
        return [volumes, "/dev/shm/assay-\(run)-", "/tmp/assay-\(run)-"]
    }

    /// A control group for a try, and what makes a command join it.
    private func limited(_ step: Step, _ resources: Resources?) -> (ControlGroup?, [String]) {
        guard let group = group(resources) else { return (nil, []) }
        let script = group.doors.map { "echo $$ > '\($0)'; " }.joined() + "exec \"$@\""
        return (group, ["sh", "-euc", script, "sandbox"])
    }

    private func make(_ folder: String, below root: String) throws(LaunchError) {
        var path = root
        for part in folder.dropFirst(root.count).split(separator: "/") {
            path += "/\(part)"
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
                throw LaunchError("cannot make the folder \(path): \(String(cString: strerror(errno)))")
            }
        }
        guard let resolved = realpath(folder, nil) else { return }
        defer { free(resolved) }
        guard String(cString: resolved).hasPrefix(root == "/" ? root : root + "/") else {
            throw LaunchError("\(folder) is a link that leads out of the project: no sandbox may write there")
        }
    }
}
