import Core
import Criteria
import Reports

/// A view as a page: plain HTML that reads without any script, with one style sheet of our own.
package enum ViewPage {
    /// Where the style sheet is.
    package static let style = "/style.css"

    /// The whole page.
    ///
    /// `address`: of the page itself. `isDemo`: whether a banner says that nothing of it is real.
    package static func html(_ view: View, at address: Address, isDemo: Bool = false) -> String {
        var out = head(view.title, address)
        out += top(address)
        out += "<main class=\"wrap\" id=\"main\">\n"
        if isDemo { out += "<p class=\"banner\" role=\"note\">A demonstration: these runs are simulated.</p>\n" }
        let edge = view.verdict.map { " " + PageLook.style($0) } ?? ""
        out += "<section class=\"hero\(edge)\"><h1>\(escaped(view.title))</h1>"
        if !view.lead.isEmpty { out += "<p class=\"soft\">\(escaped(view.lead))</p>" }
        out += "</section>\n"
        if let filter = view.filter { out += form(filter, address) }
        for block in view.blocks { out += section(block) }
        return out + foot(view, address)
    }

    /// A page that says why there is none.
    package static func problem(_ title: String, _ sentence: String) -> String {
        head(title, Address(.home)) + top(Address(.home))
            + "<main class=\"wrap\" id=\"main\"><section class=\"hero\"><h1>\(escaped(title))</h1>"
            + "<p class=\"soft\">\(escaped(sentence))</p></section></main></body></html>\n"
    }

    static func escaped(_ text: String) -> String { PageLook.escaped(text) }

    // MARK: Frame

    private static func head(_ title: String, _ address: Address) -> String {
        let place = address.project.map { " · \($0)" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(escaped(title + place)) · Assay</title>
            <link rel="stylesheet" href="\(style)">
            <link rel="icon" href="data:,">
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>

            """
    }

    private static func top(_ address: Address) -> String {
        var out = "<header class=\"top\"><div class=\"wrap\"><a class=\"brand\" href=\"/\">Assay</a>"
        guard let project = address.project else { return out + "</div></header>\n" }
        out += " <span class=\"soft small\">\(escaped(project))</span><nav aria-label=\"Views\">"
        for (page, name) in Page.navigation {
            let current = page == address.page ? " aria-current=\"page\"" : ""
            let query = Query().with("branch", address.query["branch"])
            out += "<a href=\"\(escaped(address.to(page, query).path))\"\(current)>\(name)</a>"
        }
        return out + "</nav></div></header>\n"
    }

    private static func foot(_ view: View, _ address: Address) -> String {
        var out = "<footer>The same as <a href=\"\(escaped(address.data(.json)))\">JSON</a>"
        let hasTable = view.blocks.contains { if case .table = $0.content { true } else { false } }
        if hasTable { out += ", as <a href=\"\(escaped(address.data(.csv)))\">CSV</a>" }
        return out + "</footer>\n</main>\n</body>\n</html>\n"
    }

    private static func form(_ filter: Choices, _ address: Address) -> String {
        var plain = address
        plain.query = Query()
        var out = "<form class=\"choose\" method=\"get\" action=\"\(escaped(plain.path))\" role=\"search\">"
        for field in filter.fields {
            out += "<label><span class=\"small soft\">\(escaped(field.label))</span> "
            if field.choices.isEmpty {
                out += "<input name=\"\(field.name)\" value=\"\(escaped(field.value))\">"
            } else {
                out += "<select name=\"\(field.name)\"><option value=\"\">any</option>"
                for choice in field.choices {
                    let selected = choice == field.value ? " selected" : ""
                    out += "<option\(selected)>\(escaped(choice))</option>"
                }
                out += "</select>"
            }
            out += "</label>"
        }
        return out + "<button>Show</button></form>\n"
    }

    private static func section(_ block: View.Block) -> String {
        let label = block.title.isEmpty ? "" : " aria-labelledby=\"\(escaped(block.id))-title\""
        var out = "<section id=\"\(escaped(block.id))\"\(label)>\n"
        if !block.title.isEmpty {
            out += "<h2 id=\"\(escaped(block.id))-title\">\(escaped(block.title))</h2>\n"
        }
        if !block.note.isEmpty { out += "<p class=\"soft small\">\(escaped(block.note))</p>\n" }
        switch block.content {
        case .tiles(let tiles): out += ViewParts.tiles(tiles)
        case .table(let table): out += ViewParts.table(table, title: block.title.isEmpty ? block.id : block.title)
        case .trend(let trend): out += TrendPicture.figure(trend)
        case .lines(let lines):
            out += "<ul class=\"card list\">\(lines.map { "<li>\(escaped($0))</li>" }.joined())</ul>"
        case .links(let links):
            out += "<p class=\"ways\">"
            out += links.map { "<a href=\"\(escaped($0.address.path))\">\(escaped($0.text))</a>" }.joined(
                separator: " "
            )
            out += "</p>"
        }
        return out + "\n</section>\n"
    }
}
