import Synchronization

/// Asks `git` something, without prompts, hooks, locks or a daemon.
struct GitCommand {
    var directory: String
    var environment: [String: String]
    /// Variables that are meant for git itself, such as another index.
    var own: [String: String] = [:]

    /// What a hook, or whoever started Assay from within git, says of another repository, index or work tree: the
    /// checkout that Assay stands in is the one that is judged.
    ///
    /// The list is that of `git rev-parse --local-env-vars`, without the configuration, in which a CI system may say
    /// that it owns the folder.
    private static let inherited = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_GRAFT_FILE",
        "GIT_SHALLOW_FILE", "GIT_NO_REPLACE_OBJECTS", "GIT_REPLACE_REF_BASE", "GIT_CONFIG", "GIT_DIFF_OPTS",
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
    ]

    /// What it printed; nil where it failed or took too long.
    func output(_ arguments: [String], timeout: Duration = .seconds(10)) -> [UInt8]? {
        GitStall.isKnown(self) ? nil : command(arguments, timeout).run()
    }

    /// What it printed, messages included, and how it ended.
    func captured(_ arguments: [String], timeout: Duration) -> (end: CapturedCommand.End, output: [UInt8]) {
        var command = command(arguments, timeout)
        command.capturesErrors = true
        return command.captured()
    }

    /// Hands over what it prints piece by piece; false where it failed or took too long.
    func stream(
        _ arguments: [String],
        timeout: Duration,
        to receive: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        !GitStall.isKnown(self) && command(arguments, timeout).run(receive)
    }

    private func command(_ arguments: [String], _ timeout: Duration) -> CapturedCommand {
        var variables = environment
        for name in Self.inherited { variables[name] = nil }
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["GIT_OPTIONAL_LOCKS"] = "0"
        variables["GIT_PAGER"] = "cat"
        variables["LC_ALL"] = "C"
        variables.merge(own) { $1 }
        let options = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false"]
        return CapturedCommand(
            arguments: ["git"] + options + arguments,
            environment: variables,
            directory: directory,
            timeout: timeout
        )
    }

    /// The first line of what it printed.
    func line(_ arguments: [String], timeout: Duration = .seconds(10)) -> String? {
        output(arguments, timeout: timeout).flatMap {
            String(decoding: $0, as: UTF8.self).split(separator: "\n").first.map(String.init)
        }
    }
}

/// Where a git has been found not to answer: it is not asked again and again, each time until its limit.
enum GitStall {
    private static let known = Mutex<Set<String>>([])

    static func isKnown(_ git: GitCommand) -> Bool { known.withLock { $0.contains(key(git)) } }

    static func note(_ git: GitCommand) { known.withLock { _ = $0.insert(key(git)) } }

    private static func key(_ git: GitCommand) -> String { "\(git.environment["PATH"] ?? "")\n\(git.directory)" }
}
