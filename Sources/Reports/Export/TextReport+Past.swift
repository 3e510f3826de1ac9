import Core

extension TextReport {
    /// What the history says of the run; nothing where it says nothing.
    static func past(_ past: RunPast?, listed: Int, _ page: inout TextPage) {
        guard let past else { return }
        let view = PastView(past, listed: listed)
        for section in view.sections {
            page.heading(section.title)
            for row in section.rows {
                page.wrapped("  ", page.bold(row.subject) + (row.detail.map { "  \($0)" } ?? ""), indent: 4)
            }
            let more = section.total - section.rows.count
            if more > 0 { page.line("  … and \(more) more of \(section.total)") }
        }
        for remark in view.remarks { page.wrapped("  history: ", remark, indent: 4) }
    }
}
