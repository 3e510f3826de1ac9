import ArgumentParser
import Core
import Glibc
import Reports

/// The forms that a report can have.
enum ReportForm: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
    case html
}

/// Chooses the exporter for a form.
enum ReportRenderer {
    /// `runFolder` is what the paths of logs are shown below.
    static func bytes(_ summary: RunSummary, _ form: ReportForm, runFolder: String? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        let options = ReportOptions(runFolder: runFolder)
        switch form {
        case .text: TextReport.write(summary, options: options) { bytes += $0 }
        case .json: JSONReport.write(summary, options: options) { bytes += $0 }
        case .markdown: MarkdownReport.write(summary, options: options) { bytes += $0 }
        case .html: HTMLReport.write(summary, options: options) { bytes += $0 }
        }
        return bytes
    }

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
