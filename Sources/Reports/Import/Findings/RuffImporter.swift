package import Core
package import Scanning

/// Ruff's `json`; it knows no levels, so that every finding is an error.
package enum RuffImporter: Importer {
    package static let format = FormatDescription(id: "ruff-json", title: "Ruff JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["code", "filename", "location", "end_location"])
    }

    private static let table = FindingTable(
        rule: "code",
        message: "message",
        file: "filename",
        line: "location.row",
        column: "location.column",
        unnamedRule: "syntax-error",
        defaultLevel: .error
    )

    private static let selection = JSONSelection(table.paths())

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var collector = FindingCollector("ruff")
        collector.add(report.records(try selection.document(bytes)), by: table)
        collector.couldNotParse(by: ["syntax-error", "invalid-syntax", "E999", "E902"], &report)
        collector.finish(&report)
    }
}
