import Privacy
import Scanning

/// What came of masking, for people and for programs.
enum MaskReport {
    static func lines(_ tally: MaskTally, checked: Bool) -> [String] {
        var lines = ["assay: \(tally.rows) rows"]
        for name in tally.order {
            guard let column = tally.columns[name], column.rule != nil || !column.inside.isEmpty else { continue }
            let inside = column.inside.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                "\($0.key.rawValue) \($0.value)"
            }
            let what =
                column.rule.map { "\($0.rawValue), \(column.masked) values, \(column.reason)" }
                ?? "inside of texts: \(inside.joined(separator: ", "))"
            lines.append("  \(name): \(what)")
        }
        let left = tally.order.filter { tally.columns[$0]?.rule == nil && tally.columns[$0]?.inside.isEmpty == true }
        if !left.isEmpty { lines.append("  left as they are: \(left.joined(separator: ", "))") }
        if let smallest = tally.anonymity {
            lines.append("  quasi-identifiers: the smallest group has \(smallest) rows")
        }
        lines.append(
            checked
                ? "  originals that are still there: \(tally.remaining), of \(tally.originalCount) that were looked for"
                : "  whether originals are still there was not looked at"
        )
        if tally.forgotten > 0 { lines.append("  \(tally.forgotten) further originals were not looked for") }
        return lines
    }

    static func json(_ tally: MaskTally, checked: Bool) -> JSON {
        let columns = tally.order.compactMap { tally.columns[$0] }.map(json)
        let small = tally.groups.values.filter { $0 < 5 }.reduce(0, +)
        return JSON(present: [
            "assay_mask": 1, "rows": JSON(tally.rows), "columns": .array(columns),
            "k_anonymity": JSON(tally.anonymity),
            "rows_in_groups_below_5": tally.anonymity == nil ? .null : JSON(small),
            "originals": JSON(tally.originalCount), "originals_not_looked_for": JSON(tally.forgotten),
            "originals_remaining": checked ? JSON(tally.remaining) : .null,
        ])
    }

    private static func json(_ column: MaskTally.Column) -> JSON {
        let kinds = column.inside.sorted { $0.key.rawValue < $1.key.rawValue }
        let inside = kinds.map { JSON.Member($0.key.rawValue, JSON($0.value)) }
        return [
            "column": JSON(column.name), "rule": JSON(column.rule?.rawValue ?? "none"), "reason": JSON(column.reason),
            "masked": JSON(column.masked), "quasi_identifier": JSON(column.isQuasi), "inside": .object(inside),
        ]
    }
}
