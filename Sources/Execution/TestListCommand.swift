/// Runs the command by which a step says which tests it has.
package struct TestListCommand: Sendable {
    package var arguments: [String]
    package var environment: [String: String]
    /// Absolute path.
    package var directory: String
    package var timeout: Duration

    /// More tests than these are a mistake.
    package static let limit = 1_000_000

    package init(arguments: [String], environment: [String: String], directory: String, timeout: Duration) {
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.timeout = timeout
    }

    /// Why there is no list; a fragment.
    package struct Failure: Error, Sendable, Hashable {
        package var message: String
    }

    /// The lines that the command prints, empty ones left out.
    package func tests() throws(Failure) -> [String] {
        var command = CapturedCommand(arguments: arguments, environment: environment, directory: directory)
        (command.timeout, command.limit) = (timeout, 64 << 20)
        let (end, output) = command.captured()
        switch end {
        case .exited(0): break
        case .exited(let code): throw Failure(message: "left with exit code \(code)")
        case .signalled: throw Failure(message: "was ended by a signal")
        case .notStarted: throw Failure(message: "cannot be started")
        case .timedOut: throw Failure(message: "did not end in time")
        }
        let lines = String(decoding: output, as: UTF8.self).split { $0.isNewline }
        let tests = lines.map { String($0) }.filter { $0.contains { !$0.isWhitespace } }
        guard tests.count <= Self.limit else { throw Failure(message: "printed more than \(Self.limit) lines") }
        return tests
    }
}
