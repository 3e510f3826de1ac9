package import Core
package import Scanning

/// A review for people and for programs.
package enum ReviewOutput {
    package static func markdown(_ review: Review) -> String {
        var parts = ["# \(MarkdownText.inline(review.title))", table(review.overview)]
        for section in sections(review) {
            parts.append("## \(title(section.name))")
            for point in section.points {
                if point.name != section.name { parts.append("### \(title(point.name))") }
                if !point.lines.isEmpty {
                    parts.append(
                        point.lines.map { "- \(MarkdownText.sentence(CleanText.line($0)))" }.joined(separator: "\n")
                    )
                }
                if !point.table.isEmpty { parts.append(table(point.table)) }
            }
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// Figures over time stand in front of what is said of them.
    private static func sections(_ review: Review) -> [Review.Section] {
        [Review.Section(name: "trends", points: review.trends)] + review.sections
    }

    private static func table(_ rows: [[String]]) -> String {
        guard let head = rows.first else { return "" }
        return MarkdownReport.table(head, rows.dropFirst().map { $0.map { MarkdownText.inline(CleanText.line($0)) } })
    }

    /// One page without scripts, in the look of the HTML report.
    package static func html(_ review: Review) -> String {
        var body = "<h1>\(escaped(review.title))</h1>\n" + htmlTable(review.overview)
        for section in sections(review) {
            body += "<h2>\(escaped(title(section.name)))</h2>\n"
            for point in section.points {
                if point.name != section.name { body += "<h3>\(escaped(title(point.name)))</h3>\n" }
                if !point.lines.isEmpty {
                    body += "<ul>\(point.lines.map { "<li>\(escaped($0))</li>" }.joined())</ul>\n"
                }
                body += htmlTable(point.table)
            }
        }
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(escaped(review.title))</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
            table{border-collapse:collapse;margin:.5rem 0}
            td,th{border:1px solid #8888;padding:.25rem .6rem;text-align:left}
            </style></head>
            <body>
            \(body)</body></html>

            """
    }

    private static func htmlTable(_ rows: [[String]]) -> String {
        guard let head = rows.first else { return "" }
        let cells = { (row: [String], tag: String) in row.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() }
        let lines = rows.dropFirst().map { "<tr>\(cells($0, "td"))</tr>" }.joined(separator: "\n")
        return "<table><thead><tr>\(cells(head, "th"))</tr></thead>\n<tbody>\(lines)</tbody></table>\n"
    }

    private static func escaped(_ text: String) -> String { HTMLEscaping().escapeText(CleanText.line(text)) }

    package static func json(_ review: Review) -> JSON {
        let table = { (rows: [[String]]) in JSON(rows.map { row in JSON(row.map { JSON($0) }) }) }
        return [
            "title": JSON(review.title), "overview": table(review.overview),
            "sections": JSON(
                sections(review).map { section in
                    [
                        "name": JSON(section.name),
                        "points": JSON(
                            section.points.map { point in
                                [
                                    "name": JSON(point.name), "lines": JSON(point.lines.map { JSON($0) }),
                                    "table": table(point.table),
                                ]
                            }
                        ),
                    ]
                }
            ),
        ]
    }

    /// `quality_gate_effectiveness` as `Quality gate effectiveness`.
    private static func title(_ name: String) -> String {
        let words = name.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
