import Core
import Engine
import Glibc
import Synchronization

/// Separates the tries of steps from everything else, as each of them asks for.
final class StepIsolation: Sendable {
    private let site: ServiceSite
    private let groups: ControlGroups?
    private let state = Mutex(State())

    private struct State {
        /// By step.
        var entered: [String: Entered] = [:]
        /// What stands against sandboxes on this machine; nil as long as nobody has tried, empty where nothing does.
        var objection: String?
        var count = 0
    }

    /// What was made for one try.
    private struct Entered {
        var folder: String
        var layout: SandboxLayout?
        var group: ControlGroup?
        /// Files that were made so that the try can write them.
        var placeholders: [String] = []
        var isolation: String?
        var weakened: String?
    }

    init(site: ServiceSite) {
        self.site = site
        groups = ControlGroups.found()
    }

    /// Makes what a try needs; `resources` are those of its environment.
    func enter(_ step: Step, _ resources: Resources?) async throws(LaunchError) -> EnvironmentAccess {
        guard let isolation = step.isolation, isolation.hasBrowser || isolation.level == .sandbox else {
            return EnvironmentAccess()
        }
        var access = EnvironmentAccess()
        var entered = Entered(folder: try site.folders.make(for: nil))
        if isolation.hasBrowser { access.variables = try browser(entered.folder) }
        if isolation.level == .sandbox {
            if let objection = await objection() {
                guard isolation.allowsWeaker else {
                    site.folders.remove(entered.folder)
                    throw LaunchError(
                        "it asks for a sandbox, and \(objection); `isolation_fallback: allow` would run it without"
                    )
                }
                entered.weakened = "step \"\(step.name)\" ran without the sandbox that it asks for: \(objection)"
            } else {
                do throws(LaunchError) {
                    access.wrapper = try sandbox(step, isolation, resources, &entered)
                } catch {
                    site.folders.remove(entered.folder)
                    throw error
                }
            }
        }
        state.withLock { $0.entered[step.name] = entered }
        return access
    }

    /// What became of a try; what was made for it is gone then.
    ///
    /// `log` is the absolute path of its output.
    func leave(_ step: Step, failed: Bool, log: String) -> EnvironmentExit {
        var exit = EnvironmentExit()
        guard let entered = state.withLock({ $0.entered.removeValue(forKey: step.name) }) else { return exit }
        exit.isolation = entered.isolation
        exit.weakened = entered.weakened
        if let group = entered.group {
            let usage = group.usage()
            exit.peakMemoryBytes = usage.peakMemoryBytes
            (exit.userSeconds, exit.systemSeconds) = (usage.userSeconds, usage.systemSeconds)
            exit.measured = "control group, version \(group.version.rawValue)"
            if failed, usage.memoryKills > 0, let limit = group.memoryLimit {
                exit.cause = "the system killed it for want of memory: its environment has \(Self.bytes(limit))"
            }
            group.remove()
        }
        if failed, let layout = entered.layout, let path = RefusedWrite.path(in: LogFile.tail(log)) {
            exit.remark =
                "step \"\(step.name)\" wanted to write \(path), and its sandbox lets it write"
                + " \(layout.words(root: site.folder.root)): name what it makes in 'outputs'"
        }
        for file in entered.placeholders { removeEmpty(file) }
        site.folders.remove(entered.folder)
        return exit
    }

    /// `100 MB`.
    private static func bytes(_ count: Double) -> String {
        let tenths = Int((count / 1e5).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }

    private func removeEmpty(_ path: String) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_size == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    }

    // MARK: Browsers

    private func browser(_ folder: String) throws(LaunchError) -> [String: String] {
        guard let port = LoopbackPort.free() else { throw LaunchError("no port is free for its browser") }
        for name in ["profile", "downloads"] { mkdir("\(folder)/\(name)", 0o700) }
        return [
            "ASSAY_BROWSER_PROFILE": "\(folder)/profile", "ASSAY_BROWSER_DOWNLOADS": "\(folder)/downloads",
            "ASSAY_BROWSER_PORT": "\(port)",
        ]
    }

    // MARK: Sandboxes

    /// Why no sandbox can be made here; nil where one can, which is tried once.
    private func objection() async -> String? {
        if let known = state.withLock({ $0.objection }) { return known.isEmpty ? nil : known }
        let found = await trial()
        state.withLock { $0.objection = found ?? "" }
        return found
    }

    private func trial() async -> String? {
        let path = site.inherited["PATH"]
        guard Programs.choose("bwrap", in: [], for: nil, path) != nil else {
            return "bwrap is not in PATH (Debian's package is bubblewrap)"
        }
        guard let folder = try? site.folders.make(for: nil) else { return "no folder can be made for it" }
        defer { site.folders.remove(folder) }
        let options = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-pid", "--unshare-ipc"]
        let log = folder + "/trial.log"
        let command = ProcessCommand(
            arguments: ["env", "--ignore-signal=TERM", "bwrap"] + options + ["env", "--default-signal=TERM", "true"],
            environment: site.inherited,
            directory: folder,
            log: log
        )
        guard let process = try? await site.runner.start(command) else { return "bwrap cannot be started" }
        let end = await process.wait()
        guard end.status != .exited(0) else { return nil }
        let words = LogFile.tail(log).last ?? end.words
        return "bwrap cannot make one here: \(words)"
    }

    private func sandbox(
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
        // What steps share of a run, and what package managers keep; by nothing shorter, as projects may lie below /tmp too.
        let run = site.folder.path.split(separator: "/").last.map(String.init) ?? ""
        let volumes = (root == "/" ? "" : root) + "/.assay/cache/volumes/"
        let shared = [volumes, "/dev/shm/assay-\(run)-", "/tmp/assay-\(run)-"]
        // The request to end goes to the whole group: the sandbox itself waits for what the command makes of it.
        var before = ["env", "--ignore-signal=TERM", "bwrap"] + options
        let (group, door) = limited(step, resources)
        if let group {
            entered.group = group
            before = door + before
        }
        return CommandWrapper(before: before, after: ["env", "--default-signal=TERM", "--"], shared: shared)
    }

    /// A control group for a try, and what makes a command join it.
    private func limited(_ step: Step, _ resources: Resources?) -> (ControlGroup?, [String]) {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        let limits = ControlGroups.Limits(
            cores: resources?.cores,
            memoryBytes: resources?.memoryBytes,
            processes: resources?.processes
        )
        guard let group = groups?.make("assay-\(getpid())-\(number)", limits) else { return (nil, []) }
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
