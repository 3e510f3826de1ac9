import Core

/// The cells of a criterion as a table: one row for all labels but the last, one column for each value of the last.
struct GridView {
    /// What a row is: `from → to`.
    var corner: String
    var columns: [String]
    /// The verdicts in the order of the columns; nil where the criterion has no such cell.
    var rows: [(name: String, verdicts: [Verdict?])]

    /// More than this nobody reads as a table; the list of cells has them all.
    static let rowLimit = 40
    static let columnLimit = 12

    /// nil where the cells have fewer than two labels, or are more than a table can show.
    init?(_ verdict: CriterionVerdict, gate: GateID) {
        let labels = Catalogue.definition(of: gate, path: verdict.criterion.path).map(CriteriaList.labels) ?? []
        guard labels.count > 1, let across = labels.last else { return nil }
        let down = labels.dropLast()
        var columns: [String] = []
        var rows: [String] = []
        var cells: [String: [String: Verdict]] = [:]
        var seen: (columns: Set<String>, rows: Set<String>) = ([], [])
        for cell in verdict.cells {
            guard let column = cell.labels[across].map({ CleanText.line($0, limit: 80) }) else { continue }
            let row = CleanText.line(down.map { cell.labels[$0] ?? "any" }.joined(separator: " → "), limit: 160)
            if seen.columns.insert(column).inserted { columns.append(column) }
            if seen.rows.insert(row).inserted { rows.append(row) }
            guard columns.count <= Self.columnLimit, rows.count <= Self.rowLimit else { return nil }
            let known = cells[row]?[column]
            cells[row, default: [:]][column] = max(known ?? .notApplicable, cell.judgement.verdict)
        }
        guard !rows.isEmpty else { return nil }
        corner = down.joined(separator: " → ")
        self.columns = columns
        self.rows = rows.map { row in (row, columns.map { cells[row]?[$0] }) }
    }
}
