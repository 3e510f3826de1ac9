package import Core
import Scanning

/// The monthly review.
package enum ReviewPage {
    /// `month`: `2026-11`; `months`: those that runs are known of, newest first.
    package static func view(_ address: Address, _ review: Review, month: String, months: [String]) -> View {
        var blocks = [block("overview", "Overview", [], review.overview)]
        for trend in review.trends { blocks.append(block("trend_\(trend.name)", Words.title(trend.name), trend)) }
        for section in review.sections {
            for point in section.points {
                let title =
                    point.name == section.name
                    ? Words.title(section.name) : "\(Words.title(section.name)): \(Words.title(point.name))"
                blocks.append(block("\(section.name)_\(point.name)", title, point))
            }
        }
        return View(
            review.title,
            filter: Choices([
                Choices.Field("month", "Month", value: month, choices: months),
                Choices.Field("branch", "Branch", value: address.query["branch"]),
            ]),
            blocks: blocks.flatMap(\.self)
        )
    }

    /// What has more, such as one for each day, stands folded below what it comes to.
    private static let mostRows = 12

    private static func block(_ id: String, _ title: String, _ point: Review.Point) -> [View.Block] {
        block(id, title, point.lines, point.table)
    }

    /// Lines and a table, each where there is one.
    private static func block(_ id: String, _ title: String, _ lines: [String], _ table: [[String]]) -> [View.Block] {
        var blocks: [View.Block] = []
        if !lines.isEmpty { blocks.append(View.Block(id, title, .lines(lines))) }
        guard let head = table.first else { return blocks }
        let columns = head.enumerated().map { index, name in View.Column("column_\(index + 1)", name) }
        let rows = table.dropFirst().map { row in row.map { Cell($0) } }
        let own = View.Table(columns, Array(rows), empty: "Nothing in this month.")
        var block = View.Block(lines.isEmpty ? id : id + "_table", lines.isEmpty ? title : "", .table(own))
        block.isFolded = rows.count > mostRows
        return blocks + [block]
    }
}
