package import Core

/// The forms that a report can have, by the words of `--format` and of `reporting.format`.
package enum ReportForm: String, Sendable, Hashable, CaseIterable {
    case text
    case json
    case markdown
    case html
    case sarif
    case codeQuality = "code-quality"
    case badge
    case shields

    /// The whole document as UTF-8.
    package func bytes(
        _ summary: RunSummary,
        options: ReportOptions = ReportOptions(),
        badge: Badge.Subject = .verdict
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .text: TextReport.write(summary, options: options) { bytes += $0 }
        case .json: JSONReport.write(summary, options: options) { bytes += $0 }
        case .markdown: MarkdownReport.write(summary, options: options) { bytes += $0 }
        case .html: HTMLReport.write(summary, options: options) { bytes += $0 }
        case .sarif: SARIFReport.write(summary) { bytes += $0 }
        case .codeQuality: CodeQualityReport.write(summary) { bytes += $0 }
        case .badge: bytes = Badge(badge, of: summary).svg
        case .shields: bytes = Badge(badge, of: summary).endpoint
        }
        return bytes
    }
}
