/// A short command of somebody else's that is told something: started, waited for, and its complaint kept.
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
}
