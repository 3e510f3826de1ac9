import Core
import Criteria
import Reports

/// A view as a page: plain HTML that reads without any script, with one style sheet of our own.
package enum ViewPage {
    /// Where the style sheet is.
    package static let style = "/style.css"
    /// Where the script is that follows a run.
    package static let script = "/live.js"

    /// The whole page.
    ///
    /// `address`: of the page itself.
    package static func html(_ view: View, at address: Address, _ frame: PageFrame = PageFrame()) -> String {
        var out = head(view.title, address, refreshes: frame.live != nil)
        out += top(address, frame)
        let news = frame.live.map { " data-live=\"\(escaped($0))\"" } ?? ""
        out += "<main class=\"wrap\" id=\"main\"\(news)>\n"
        if frame.isDemo { out += "<p class=\"banner\" role=\"note\">A demonstration: these runs are simulated.</p>\n" }
        let edge = view.verdict.map { " " + PageLook.style($0) } ?? ""
        out += "<section class=\"hero\(edge)\"><h1>\(escaped(view.title))</h1>"
        if !view.lead.isEmpty { out += "<p class=\"soft\">\(escaped(view.lead))</p>" }
        out += "</section>\n"
        if let filter = view.filter { out += choosing(filter, address, role: "search") }
        for block in view.blocks { out += section(block, address) }
        return out + foot(view, address, frame)
    }

    /// A page that says why there is none.
    package static func problem(_ title: String, _ sentence: String, _ frame: PageFrame = PageFrame()) -> String {
        head(title, Address(.home)) + top(Address(.home), frame)
            + "<main class=\"wrap\" id=\"main\"><section class=\"hero\"><h1>\(escaped(title))</h1>"
            + "<p class=\"soft\">\(escaped(sentence))</p></section></main></body></html>\n"
    }

    static func escaped(_ text: String) -> String { PageLook.escaped(text) }

    // MARK: Frame

    /// `refreshes`: whether a browser that runs no script asks again by itself.
    private static func head(_ title: String, _ address: Address, refreshes: Bool = false) -> String {
        let again = refreshes ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n" : ""
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
            \(again)</head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>

            """
    }

    private static func top(_ address: Address, _ frame: PageFrame) -> String {
        var out = "<header class=\"top\"><div class=\"wrap\"><a class=\"brand\" href=\"/\">Assay</a>"
        if let project = address.project {
            out += " <span class=\"soft small\">\(escaped(project))</span><nav aria-label=\"Views\">"
            for (page, name) in Page.navigation + (frame.mayAdminister ? Page.administration : []) {
                let current = page == address.page ? " aria-current=\"page\"" : ""
                let query = Query().with("branch", address.query["branch"])
                out += "<a href=\"\(escaped(address.to(page, query).path))\"\(current)>\(name)</a>"
            }
            out += "</nav>"
        }
        guard frame.hasPeople else { return out + "</div></header>\n" }
        out += "<nav class=\"own\" aria-label=\"Server\">"
        if frame.runsServer { out += "<a href=\"/people\">People</a><a href=\"/audit\">Audit</a>" }
        let own = frame.person.map { "<a href=\"/account\">\(escaped($0))</a>" }
        out += (own ?? "<a href=\"/sign-in\">Sign in</a>") + "</nav>"
        return out + "</div></header>\n"
    }

    private static func foot(_ view: View, _ address: Address, _ frame: PageFrame) -> String {
        let news = frame.live == nil ? "" : "<script src=\"\(script)\" defer></script>\n"
        let end = "</main>\n\(news)</body>\n</html>\n"
        guard address.page.hasData else { return end }
        var out = "<footer>The same as <a href=\"\(escaped(address.data(.json)))\">JSON</a>"
        let parts = ViewData.csvBlocks(view).map { block in
            var own = address
            own.query["table"] = block.id
            let name = block.title.isEmpty ? Words.title(block.id) : block.title
            return "<a href=\"\(escaped(own.data(.csv)))\">\(escaped(name))</a>"
        }
        if !parts.isEmpty { out += "; as CSV: " + parts.joined(separator: ", ") }
        return out + "</footer>\n" + end
    }

    private static func choosing(_ choices: Choices, _ address: Address, role: String? = nil) -> String {
        var plain = address
        plain.query = Query()
        let role = role.map { " role=\"\($0)\"" } ?? ""
        var out = "<form class=\"choose\" method=\"get\" action=\"\(escaped(plain.path))\"\(role)>"
        for (name, value) in choices.kept {
            out += "<input type=\"hidden\" name=\"\(name)\" value=\"\(escaped(value))\">"
        }
        for field in choices.fields {
            out += "<label><span class=\"small soft\">\(escaped(field.label))</span> "
            if field.choices.isEmpty {
                let required = field.isRequired ? " required" : ""
                out += "<input name=\"\(field.name)\" value=\"\(escaped(field.value))\"\(required)>"
            } else {
                out += "<select name=\"\(field.name)\">"
                if !field.isRequired { out += "<option value=\"\">any</option>" }
                for choice in field.choices {
                    let selected = choice == field.value ? " selected" : ""
                    out += "<option\(selected)>\(escaped(choice))</option>"
                }
                out += "</select>"
            }
            out += "</label>"
        }
        return out + "<button>\(escaped(choices.button))</button></form>\n"
    }

    private static func section(_ block: View.Block, _ address: Address) -> String {
        let label = block.title.isEmpty ? "" : " aria-labelledby=\"\(escaped(block.id))-title\""
        var out = "<section id=\"\(escaped(block.id))\"\(label)>\n"
        if !block.title.isEmpty {
            out += "<h2 id=\"\(escaped(block.id))-title\">\(escaped(block.title))</h2>\n"
        }
        if !block.note.isEmpty { out += "<p class=\"soft small\">\(escaped(block.note))</p>\n" }
        switch block.content {
        case .tiles(let tiles): out += ViewParts.tiles(tiles)
        case .table(let table):
            let shown = ViewParts.table(table, title: block.title.isEmpty ? block.id : block.title)
            let count = Display.count(table.rows.count, "row")
            out += block.isFolded ? "<details><summary>\(count)</summary>\(shown)</details>" : shown
        case .trend(let trend): out += TrendPicture.figure(trend, block.marks)
        case .lines(let lines):
            out += "<ul class=\"card list\">\(lines.map { "<li>\(escaped($0))</li>" }.joined())</ul>"
        case .form(let form): out += FormPart.html(form, id: block.id)
        case .choices(let choices): out += choosing(choices, address)
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
