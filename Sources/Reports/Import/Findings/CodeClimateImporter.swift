package import Core
package import Scanning

/// Code Climate issues as one list, which GitLab calls a code quality report.
package enum CodeClimateImporter: Importer {
    package static let format = FormatDescription(
        id: "codeclimate-json",
        title: "Code Climate JSON (GitLab code quality)",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys)
        return keys.contains("location") && keys.contains("description")
            && (keys.contains("check_name") || keys.contains("fingerprint"))
    }

    private static let table = FindingTable(
        rule: "check_name",
        message: "description",
        file: "location.path",
        line: "location.lines.begin",
        level: "severity"
    )

    private static let selection = JSONSelection(
        table.paths()
            + ["type", "categories", "fingerprint", "location.positions.begin.line", "location.positions.begin.column"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let records = report.records(try selection.document(bytes))
        var collector = FindingCollector("codeclimate")
        // A list may hold measurements too, which are no findings.
        collector.add(records.filter { ($0.text("type") ?? "issue").lowercased() == "issue" }, by: table) {
            finding,
            record in
            finding.fingerprint = record.text("fingerprint")
            finding.tags = record.texts("categories").map { $0.lowercased() }
            finding.line = finding.line ?? record.number("location.positions.begin.line")
            finding.column = record.number("location.positions.begin.column")
        }
        collector.finish(&report)
    }
}
