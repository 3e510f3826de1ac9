import Core
import Criteria
package import Scanning

/// A page's data for programs.
package enum ViewData {
    /// Every block by its id; a table is a list of objects, a trend its points.
    package static func json(_ view: View) -> JSON {
        var object: [JSON.Member] = [JSON.Member("title", JSON(view.title))]
        if !view.lead.isEmpty { object.append(JSON.Member("summary", JSON(view.lead))) }
        if let verdict = view.verdict { object.append(JSON.Member("verdict", JSON(verdict.rawValue))) }
        for block in view.blocks {
            switch block.content {
            case .form, .choices: continue
            case .tiles, .table, .trend, .lines, .links: break
            }
            var content = json(block.content)
            if !block.marks.isEmpty {
                content["marks"] = .array(block.marks.map { ["time": JSON($0.time), "text": JSON($0.text)] })
            }
            object.append(JSON.Member(block.id, content))
        }
        return .object(object)
    }

    private static func json(_ content: View.Content) -> JSON {
        switch content {
        case .tiles(let tiles):
            .object(
                tiles.map { tile in
                    var value: [JSON.Member] = [JSON.Member("value", tile.value.value)]
                    if !tile.detail.isEmpty { value.append(JSON.Member("detail", JSON(tile.detail))) }
                    return JSON.Member(tile.id, .object(value))
                }
            )
        case .table(let table):
            .object([
                JSON.Member("rows", .array(table.rows.map { row($0, table.columns) })),
                JSON.Member("next", table.next.map { JSON($0.data(.json)) } ?? JSON.null),
            ])
        case .trend(let trend):
            [
                "dimension": JSON("\(trend.dimension)"),
                "points": .array(
                    trend.points.map { ["run": JSON($0.run), "time": JSON($0.time), "value": JSON($0.value)] }
                ),
                "changes": .array(
                    trend.changes.map { change in
                        [
                            "run": JSON(trend.points[change.index].run), "before": JSON(change.before),
                            "after": JSON(change.after),
                        ]
                    }
                ),
            ]
        case .lines(let lines): .array(lines.map { JSON($0) })
        case .links(let links):
            .array(links.map { ["text": JSON($0.text), "address": JSON($0.address.path)] })
        case .form, .choices: .null
        }
    }

    private static func row(_ cells: [Cell], _ columns: [View.Column]) -> JSON {
        .object(zip(columns, cells).map { JSON.Member($0.id, $1.value) })
    }

    // MARK: CSV

    /// A block of the page as RFC 4180 has it: a table, a trend or figures; nil where the page has no such block.
    ///
    /// `id`: which one; nil for the first table, else for the first of the others.
    package static func csv(_ view: View, table id: String?) -> String? {
        let blocks = csvBlocks(view)
        guard let id else {
            let first = blocks.first { if case .table = $0.content { true } else { false } }
            return (first ?? blocks.first).flatMap { csv($0.content) }
        }
        return blocks.first { $0.id == id }.flatMap { csv($0.content) }
    }

    /// The blocks that can be had as CSV.
    static func csvBlocks(_ view: View) -> [View.Block] {
        view.blocks.filter { block in
            switch block.content {
            case .table, .trend, .tiles: true
            case .lines, .links, .form, .choices: false
            }
        }
    }

    private static func csv(_ content: View.Content) -> String? {
        switch content {
        case .table(let table):
            line(table.columns.map(\.id)) + table.rows.map { line($0.map { text($0.value) }) }.joined()
        case .trend(let trend):
            line(["run", "time", "value"])
                + trend.points.map { line([guarded($0.run), "\($0.time)", "\($0.value)"]) }.joined()
        case .tiles(let tiles):
            line(["id", "value", "detail"])
                + tiles.map { line([guarded($0.id), text($0.value.value), guarded($0.detail)]) }.joined()
        case .lines, .links, .form, .choices: nil
        }
    }

    private static func line(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func text(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .string(let text): guarded(text)
        default: value.text()
        }
    }

    /// A text that a spreadsheet would take for a formula begins with an apostrophe.
    private static func guarded(_ text: String) -> String {
        guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        let needs = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        guard needs else { return text }
        var bytes: [UInt8] = [0x22]
        for byte in text.utf8 { bytes += byte == 0x22 ? [0x22, 0x22] : [byte] }
        return String(decoding: bytes + [0x22], as: UTF8.self)
    }
}
