package import Core
package import Scanning

/// axe-core's results of one page, or a list of them, as its command line and its test drivers write them.
package enum AxeImporter: Importer {
    package static let format = FormatDescription(id: "axe", title: "axe-core JSON", feeds: .accessibility)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys + (head.members ?? []).map(\.key))
        return keys.isSuperset(of: ["violations", "passes", "url"])
    }

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var reader = AxeReader()
        var json = try JSONReader(bytes)
        if try json.peek() == .array {
            try json.beginArray()
            while try json.nextElement() { try reader.page(&json) }
        } else {
            try reader.page(&json)
        }
        try json.finish()
        report.tool = reader.results.engine
        report.accessibility = reader.results
        let idle = reader.results.pages.filter { $0.rulesRun.isEmpty }
        if !idle.isEmpty { report.warn("no rule ran on \(idle.map(\.url).prefix(3).joined(separator: ", "))") }
        if reader.results.pages.isEmpty { report.note("lists no page") }
    }
}
