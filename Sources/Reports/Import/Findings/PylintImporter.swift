package import Core
package import Scanning

/// Pylint's `json` and `json2`; only the second says how many modules were examined.
package enum PylintImporter: Importer {
    package static let format = FormatDescription(id: "pylint-json", title: "Pylint JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        if head.elementKeys.contains("message-id") && head.elementKeys.contains("symbol") { return true }
        return head.member("messages") != nil && (head.member("statistics")?.keys.contains("modulesLinted") ?? false)
    }

    private static let table = FindingTable(
        rule: "symbol",
        message: "message",
        file: "path",
        line: "line",
        column: "column",
        level: "type"
    )

    private static let selection = JSONSelection(
        table.paths() + table.paths(below: "messages") + ["statistics.modulesLinted"]
            + types.map { "statistics.messageTypeCount.\($0)" }
    )

    private static let types = ["fatal", "error", "warning", "refactor", "convention", "info"]

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("pylint")
        // Columns count from zero, lines from one.
        collector.add(report.records(document, document.object == nil ? nil : "messages"), by: table) {
            $0.column = $1.number("column").flatMap { $0 >= 0 ? $0 + 1 : nil }
        }
        for type in types {
            let declared = document.number("statistics.messageTypeCount.\(type)")
            let listed = document.records("messages").count { $0.text("type")?.lowercased() == type }
            report.declare(findings: declared, listed: listed, "messages of type \(type)")
        }
        // A module that could not be parsed was examined for nothing else.
        collector.couldNotParse(
            by: ["syntax-error", "astroid-error", "parse-error", "fatal", "method-check-failed"],
            &report
        )
        if let modules = document.number("statistics.modulesLinted"), modules >= 0 { collector.filesExamined = modules }
        collector.finish(&report)
    }
}
