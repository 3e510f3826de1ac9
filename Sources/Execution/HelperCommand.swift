/// A short command of somebody else's: started without a shell, waited for, and what it gives or complains of kept.
package struct HelperCommand: Sendable {
    private let arguments: [String]
    private let environment: [String: String]
    private let directory: String

    package init(_ arguments: [String], environment: [String: String], directory: String) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
    }

    /// What went wrong, in a few words; nil where it ended with 0 within a minute.
    ///
    /// `input`: the file that it reads; nothing for nil.
    package func problem(input: String? = nil) -> String? {
        let name = arguments.first ?? ""
        var command = CapturedCommand(arguments: arguments, environment: environment, directory: directory)
        command.timeout = .seconds(60)
        command.limit = 4_096
        command.capturesErrors = true
        command.input = input
        let (end, output) = command.captured()
        let words = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline).last.map { ": \($0)" }
        switch end {
        case .exited(0): return nil
        case .exited(let code): return "\(name) ended with \(code)\(words ?? "")"
        case .signalled: return "\(name) was killed"
        case .notStarted: return "\(name) cannot be started"
        case .timedOut: return "\(name) did not end within a minute"
        }
    }

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
