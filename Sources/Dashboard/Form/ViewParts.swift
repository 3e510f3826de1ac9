import Core
import Reports

/// The parts of a page.
enum ViewParts {
    static func tiles(_ tiles: [View.Tile]) -> String {
        "<ul class=\"gates tiles-\(tiles.count)\">\(tiles.map(tile).joined())</ul>"
    }

    private static func tile(_ tile: View.Tile) -> String {
        let name = ViewPage.escaped(tile.name)
        let detail = "<span class=\"soft small held\">\(ViewPage.escaped(tile.detail))</span>"
        guard tile.isThere else { return "<li><div class=\"absent\"><strong>\(name)</strong> \(detail)</div></li>" }
        let style = tile.verdict.map(PageLook.style) ?? "none"
        let line = PageLook.line(tile.points, label: "the last runs")
        let body =
            "<strong>\(name)</strong><span class=\"line-of\"><span class=\"figure\">\(cell(tile.value))</span>\(line)</span>\(detail)"
        guard let link = tile.link else { return "<li><div class=\"plain \(style)\">\(body)</div></li>" }
        return "<li><a class=\"\(style)\" href=\"\(ViewPage.escaped(link.path))\">\(body)</a></li>"
    }

    static func table(_ table: View.Table, title: String) -> String {
        guard !table.rows.isEmpty else { return "<p class=\"card soft\">\(ViewPage.escaped(table.empty))</p>" }
        // A group, since a region of the same name as the section around it would be a second landmark.
        var out =
            "<div class=\"card scroll\" role=\"group\" aria-label=\"\(ViewPage.escaped(title))\" tabindex=\"0\">"
        out += "<table class=\"stack\"><thead><tr>"
        for column in table.columns {
            out += "<th scope=\"col\"\(column.isNumber ? " class=\"num\"" : "")>\(ViewPage.escaped(column.name))</th>"
        }
        out += "</tr></thead>\n<tbody>\n"
        for row in table.rows {
            out += "<tr>"
            for (index, (column, cell)) in zip(table.columns, row).enumerated() {
                if index == 0 {
                    out += "<th scope=\"row\">\(self.cell(cell))</th>"
                } else {
                    let name = ViewPage.escaped(column.name)
                    out += "<td data-name=\"\(name)\"\(column.isNumber ? " class=\"num\"" : "")>\(self.cell(cell))</td>"
                }
            }
            out += "</tr>\n"
        }
        out += "</tbody></table></div>"
        if let next = table.next { out += "\n<p><a href=\"\(ViewPage.escaped(next.path))\" rel=\"next\">More</a></p>" }
        return out
    }

    static func cell(_ cell: Cell) -> String {
        let text = ViewPage.escaped(cell.text)
        let shown =
            switch cell.look {
            case .plain: text
            case .code: "<code>\(text)</code>"
            case .soft: "<span class=\"soft\">\(text)</span>"
            case .verdict(let verdict): "<span class=\"pill \(verdict.map(PageLook.style) ?? "none")\">\(text)</span>"
            case .state(let state): "<span class=\"pill \(style(state))\">\(text)</span>"
            case .strip(let strip): PageLook.strip(strip)
            case .line(let values): PageLook.line(values, label: "the last runs")
            }
        return cell.link.map { "<a href=\"\(ViewPage.escaped($0.path))\">\(shown)</a>" } ?? shown
    }

    private static func style(_ state: TestState) -> String {
        switch state {
        case .healthy: "good"
        case .suspect: "open"
        case .flaky: "warn"
        case .broken: "bad"
        }
    }
}
