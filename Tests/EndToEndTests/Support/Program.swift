import Glibc
import Scanning
import TestSupport

/// Runs real programs in tests: the built `assay`, and what checks on it.
struct Program {
    struct Ended {
        /// Exit code, or 128 + the signal.
        var code: Int32
        var out: String
        var err: String
    }

    /// The `assay` beside the test bundle.
    static let assay: String = {
        let bundle = CommandLine.arguments.first.map(Self.parent) ?? "."
        let candidates = [bundle, Folder.projectRoot + "/.build/debug"].map { $0 + "/assay" }
        return candidates.first { access($0, X_OK) == 0 } ?? candidates[1]
    }()

    /// Starts a program in a folder without a shell; standard input is /dev/null.
    /// - Returns: the process id.
    static func start(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) -> pid_t {
        // `env -C` changes the folder: posix_spawn's own call for it is not in the module.
        let settings = ["CI=", "GITHUB_REF_NAME=", "NO_COLOR=1"] + environment.map { "\($0.key)=\($0.value)" }
        return spawn(["/usr/bin/env", "-C", folder.path] + settings + arguments, out: folder.out, err: folder.err)
    }

    static func spawn(_ arguments: [String], out: String, err: String) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var vector = arguments.map { strdup($0) } + [nil]
        defer { vector.forEach { free($0) } }
        var process: pid_t = 0
        Descriptors.keep()
        return posix_spawn(&process, arguments[0], &actions, nil, &vector, environ) == 0 ? process : -1
    }

    static func wait(_ process: pid_t, in folder: Folder) -> Ended {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        return Ended(code: code, out: folder.read(folder.out), err: folder.read(folder.err))
    }

    static func run(_ arguments: [String], in folder: Folder, environment: [String: String] = [:]) -> Ended {
        wait(start(arguments, in: folder, environment: environment), in: folder)
    }

    static func assay(_ arguments: String..., in folder: Folder, environment: [String: String] = [:]) -> Ended {
        run([assay] + arguments, in: folder, environment: environment)
    }

    /// Processes whose command line holds a text, zombies apart.
    static func processes(with text: String) -> [pid_t] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [pid_t] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name), process != getpid() else { continue }
            if Folder.bytes("/proc/\(name)/cmdline").contains(sequence: Array(text.utf8)) { found.append(process) }
        }
        return found
    }

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}

extension [UInt8] {
    func contains(sequence: [UInt8]) -> Bool {
        guard !sequence.isEmpty, count >= sequence.count else { return false }
        return (0...(count - sequence.count)).contains { self[$0..<($0 + sequence.count)].elementsEqual(sequence) }
    }
}
