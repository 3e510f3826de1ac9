package import Core
package import Scanning

/// Bandit JSON, whose metrics name every file examined.
package enum BanditImporter: Importer {
    package static let format = FormatDescription(id: "bandit", title: "Bandit JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("results") != nil && (head.member("metrics")?.keys.contains("_totals") ?? false)
    }

    private static let table = FindingTable(
        rule: "test_id",
        message: "issue_text",
        file: "filename",
        line: "line_number",
        column: "col_offset",
        severity: "issue_severity",
        cwe: "issue_cwe.id",
        tags: ["security"]
    )

    private static let selection = JSONSelection(
        table.paths(below: "results") + ["errors.filename", "metrics.*.loc", "results.code"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("bandit")
        collector.rules = [Scan.Rule(id: "bandit", tags: ["security"])]
        collector.add(report.records(document, "results"), by: table) { finding, record in
            finding.fingerprint = record.text("code").flatMap { code(in: $0, at: finding.line) }
        }
        let skipped = document.records("errors").count
        if let files = document.at("metrics")?.object {
            collector.filesExamined = max(0, files.count { $0.key != "_totals" } - skipped)
        }
        if skipped > 0 { report.warn("bandit could not examine \(skipped) files") }
        collector.finish(&report)
    }

    /// The line of the finding out of the excerpt, in which each line begins with its number: it tells one from another
    /// wherever it moves.
    private static func code(in excerpt: String, at line: Int?) -> String? {
        guard let line else { return nil }
        let number = "\(line) "
        let quoted = excerpt.split(separator: "\n").first { $0.hasPrefix(number) }
        let code = quoted?.dropFirst(number.count).filter { !$0.isWhitespace }
        return code.flatMap { $0.isEmpty ? nil : String($0.prefix(500)) }
    }
}
