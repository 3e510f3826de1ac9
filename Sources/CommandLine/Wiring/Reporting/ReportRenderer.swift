import ArgumentParser
import Core
import Glibc
import Reports

extension ReportForm: ExpressibleByArgument {}

extension RetryForm: ExpressibleByArgument {}

extension Badge.Subject: ExpressibleByArgument {}

/// Shows a report where a person reads it.
enum ReportRenderer {
    /// Text for standard output, with the colours and the width that it has.
    static func show(_ summary: RunSummary, brief: Bool, runFolder: String? = nil) {
        let terminal = Terminal(descriptor: STDOUT_FILENO)
        let options = ReportOptions(
            colour: terminal.colour,
            width: terminal.width,
            brief: brief,
            runFolder: runFolder
        )
        TextReport.write(summary, options: options) { Console.write($0, to: STDOUT_FILENO) }
    }
}
