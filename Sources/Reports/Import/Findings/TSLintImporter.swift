package import Core
package import Scanning

/// TSLint's `json`, whose lines and columns count from zero.
package enum TSLintImporter: Importer {
    package static let format = FormatDescription(id: "tslint", title: "TSLint JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["failure", "ruleName", "startPosition"])
    }

    private static let table = FindingTable(
        rule: "ruleName",
        message: "failure",
        file: "name",
        line: "startPosition.line",
        column: "startPosition.character",
        level: "ruleSeverity",
        offset: 1
    )

    private static let selection = JSONSelection(table.paths())

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        var collector = FindingCollector("tslint")
        collector.add(report.records(try selection.document(bytes)), by: table)
        collector.finish(&report)
    }
}
