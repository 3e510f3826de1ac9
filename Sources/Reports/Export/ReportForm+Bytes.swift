package import Core

extension ReportForm {
    /// The whole document as UTF-8.
    ///
    /// `details`: what is known besides the summary.
    package func bytes(
        _ summary: RunSummary,
        details: RunDetails = RunDetails(),
        options: ReportOptions = ReportOptions(),
        badge: Badge.Subject = .verdict
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .text: TextReport.write(summary, details: details, options: options) { bytes += $0 }
        case .json: JSONReport.write(summary, details: details, options: options) { bytes += $0 }
        case .markdown: MarkdownReport.write(summary, details: details, options: options) { bytes += $0 }
        case .comment: bytes = CommentReport.bytes(summary, details: details, options: options)
        case .html: HTMLReport.write(summary, details: details, options: options) { bytes += $0 }
        case .sarif: SARIFReport.write(summary) { bytes += $0 }
        case .codeQuality: CodeQualityReport.write(summary) { bytes += $0 }
        case .junit: bytes = JUnitReport.bytes(summary, details: details, retries: options.retries)
        case .ctrf: bytes = CTRFReport.bytes(summary, details: details)
        case .badge: bytes = Badge(badge, of: summary).svg
        case .shields: bytes = Badge(badge, of: summary).endpoint
        }
        return bytes
    }
}
