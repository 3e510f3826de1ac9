package import Core
package import Scanning

/// axe-core's results of one page, or a list of them, as its command line and its test drivers write them; and the rules of
/// one page as its reporters `raw` and `rawEnv` list them.
package enum AxeImporter: Importer {
    package static let format = FormatDescription(id: "axe", title: "axe-core JSON", feeds: .accessibility)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys + (head.members ?? []).map(\.key))
        return keys.isSuperset(of: ["violations", "passes", "url"]) || isRaw(head)
            || keys.isSuperset(of: ["raw", "env"])
    }

    /// Whether it is a list of rules, each with its elements, and of no page in particular.
    private static func isRaw(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["id", "result", "violations", "passes", "inapplicable"])
            && !head.elementKeys.contains("url")
    }

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var reader = AxeReader()
        var json = try JSONReader(bytes)
        let head = DocumentHead(bytes)
        if isRaw(head) {
            try reader.rawRules(&json, of: "")
        } else if head.member("raw") != nil {
            try reader.rawPage(&json)
        } else if try json.peek() == .array {
            try json.beginArray()
            while try json.nextElement() { try reader.page(&json) }
        } else {
            try reader.page(&json)
        }
        try json.finish()
        report.tool = reader.results.engine
        report.accessibility = reader.results
        let idle = reader.results.pages.filter { !$0.isChecked || $0.isBlank }
        if !idle.isEmpty { report.warn("nothing was checked on \(idle.map(\.url).prefix(3).joined(separator: ", "))") }
        let framed = reader.results.pages.filter { page in page.incomplete.contains { $0.rule == "frame-tested" } }
        for page in framed.prefix(5) {
            report.incomplete(
                "axe could not look into frames of \(page.url): let it run inside of them too",
                ReportMessage.Part(files: [page.url])
            )
        }
        if reader.results.pages.isEmpty { report.note("lists no page") }
    }
}
