/// Asks `git` something, without prompts, hooks, locks or a daemon.
struct GitCommand {
    var directory: String
    var environment: [String: String]

    /// What it printed; nil where it failed or took too long.
    func output(_ arguments: [String], timeout: Duration = .seconds(10)) -> [UInt8]? {
        command(arguments, timeout).run()
    }

    /// Hands over what it prints piece by piece; false where it failed or took too long.
    func stream(
        _ arguments: [String],
        timeout: Duration,
        to receive: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        command(arguments, timeout).run(receive)
    }

    private func command(_ arguments: [String], _ timeout: Duration) -> CapturedCommand {
        var variables = environment
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["GIT_OPTIONAL_LOCKS"] = "0"
        variables["GIT_PAGER"] = "cat"
        variables["LC_ALL"] = "C"
        variables["GIT_DIFF_OPTS"] = nil
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
