/// A short command that gives data on its standard output, such as a list of issues.
package enum HelperCommand {
    /// Why there is no data, as a lowercase fragment.
    package struct Failure: Error, Sendable, Hashable {
        package var reason: String
    }

    /// What a command prints; without a shell, and for at most the time it is given.
    ///
    /// `directory`: absolute.
    package static func output(
        _ arguments: [String],
        directory: String,
        environment: [String: String],
        timeout: Duration = .seconds(60)
    ) throws(Failure) -> [UInt8] {
        let limit = 64 << 20
        let command = CapturedCommand(
            arguments: arguments,
            environment: environment,
            directory: directory,
            timeout: timeout,
            limit: limit
        )
        let (end, output) = command.captured()
        switch end {
        case .exited(0) where output.count < limit: return output
        case .exited(0): throw Failure(reason: "it printed more than 64 MiB")
        case .exited(let code): throw Failure(reason: "it ended with exit code \(code)")
        case .signalled: throw Failure(reason: "it was killed")
        case .notStarted: throw Failure(reason: "there is no such program")
        case .timedOut: throw Failure(reason: "it took longer than \(timeout.components.seconds) seconds")
        }
    }
}
