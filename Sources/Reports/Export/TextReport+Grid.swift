import Core

extension TextReport {
    /// The table of a criterion's cells, where the page is wide enough for it; the list of cells follows all the same.
    static func grid(_ grid: GridView, _ page: inout TextPage) {
        let widths = grid.columns.indices.map { index in
            max(page.columns(grid.columns[index]), grid.rows.map { word($0.verdicts[index]).count }.max() ?? 0)
        }
        let first = max(page.columns(grid.corner), grid.rows.map { page.columns($0.name) }.max() ?? 0)
        guard widths.reduce(8 + first, { $0 + 2 + $1 }) <= page.width else { return }
        var head = "        \(page.padded(grid.corner, first))"
        for (column, width) in zip(grid.columns, widths) { head += "  \(page.padded(column, width))" }
        page.line(page.dim(trimmed(head)))
        for row in grid.rows {
            var line = "        \(page.padded(row.name, first))"
            for (verdict, width) in zip(row.verdicts, widths) {
                let text = word(verdict)
                line += "  \(page.padded(verdict.map { page.paint(text, $0) } ?? text, width))"
            }
            page.line(trimmed(line))
        }
    }

    private static func word(_ verdict: Verdict?) -> String { verdict.map(Display.word) ?? "–" }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
