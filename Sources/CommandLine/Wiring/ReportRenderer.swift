import ArgumentParser
import Core
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
    static func bytes(_ summary: RunSummary, _ form: ReportForm) -> [UInt8] {
        var bytes: [UInt8] = []
        switch form {
        case .text: return text(summary, colour: false, width: 100)
        case .json: JSONReport.write(summary) { bytes += $0 }
        case .markdown: MarkdownReport.write(summary) { bytes += $0 }
        case .html: HTMLReport.write(summary) { bytes += $0 }
        }
        return bytes
    }

    static func text(_ summary: RunSummary, colour: Bool, width: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        TextReport.write(summary, options: ReportOptions(color: colour, width: width)) { bytes += $0 }
        return bytes
    }
}
