import Core

extension MarkdownReport {
    /// What the history says of the run: what needs a look at once, in lists; empty where it says nothing.
    static func past(_ past: RunPast?, listed: Int) -> String {
        guard let past else { return "" }
        let view = PastView(past, listed: listed)
        let sections = view.sections.map { section in
            var lines = ["#### \(MarkdownText.inline(section.title)) (\(section.total))", ""]
            lines += section.rows.map { row in
                "- \(MarkdownText.code(row.subject))" + (row.detail.map { " \(MarkdownText.inline($0))" } ?? "")
            }
            let more = section.total - section.rows.count
            if more > 0 { lines.append("- … and \(more) more of \(section.total)") }
            return lines.joined(separator: "\n")
        }
        let remarks = view.remarks.map { "> \(MarkdownText.inline($0))" }
        return (sections + remarks).joined(separator: "\n\n")
    }
}
