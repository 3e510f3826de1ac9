package import Core
package import Scanning

/// Hadolint's `json`.
package enum HadolintImporter: Importer {
    package static let format = FormatDescription(id: "hadolint-json", title: "Hadolint JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys)
        return keys.isSuperset(of: ["file", "line", "level", "code", "message", "column"]) && !keys.contains("endLine")
    }

    private static let table = FindingTable(
        rule: "code",
        message: "message",
        file: "file",
        line: "line",
        column: "column",
        level: "level"
    )

    private static let selection = JSONSelection(table.paths())

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var collector = FindingCollector("hadolint")
        collector.add(report.records(try selection.document(bytes)), by: table)
        collector.couldNotParse(by: ["DL1000"], &report)
        collector.finish(&report)
    }
}
