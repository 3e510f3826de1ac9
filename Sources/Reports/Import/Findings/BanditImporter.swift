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
        table.paths(below: "results") + ["errors.filename", "errors.reason", "results.issue_confidence", "metrics.*.*"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("bandit")
        collector.rules = [Scan.Rule(id: "bandit", tags: ["security"])]
        collector.add(report.records(document, "results"), by: table)
        declare(document, &report)
        let skipped = document.records("errors").compactMap { $0.text("filename") }
        if let files = document.at("metrics")?.object {
            collector.examined(files.map(\.key).filter { $0 != "_totals" && !skipped.contains($0) })
        }
        collector.couldNotExamine(
            skipped,
            because: document.records("errors").first?.text("reason"),
            &report
        )
        collector.finish(&report)
    }

    /// The totals are of all that was found, also below the severity and the confidence that were asked for.
    ///
    /// Of those that are high in both, which no such limit hides, there are at least as many as the two totals overlap.
    private static func declare(_ document: JSON, _ report: inout Report) {
        guard let totals = document.at("metrics._totals") else { return }
        func count(_ sort: String, _ word: String) -> Int {
            max(0, totals["\(sort).\(word)"]?.double.map { Int(min($0, 1e9)) } ?? 0)
        }
        let words = ["HIGH", "MEDIUM", "LOW", "UNDEFINED"]
        let all = words.map { count("SEVERITY", $0) }.reduce(0, +)
        let sure = words.map { count("CONFIDENCE", $0) }.reduce(0, +)
        let high = count("SEVERITY", "HIGH")
        let results = document.records("results").filter { $0.text("issue_severity")?.uppercased() == "HIGH" }
        guard sure == all else {
            return report.declare(findings: high, listed: results.count, "issues of severity high")
        }
        report.declare(
            findings: high + count("CONFIDENCE", "HIGH") - all,
            listed: results.count { $0.text("issue_confidence")?.uppercased() == "HIGH" },
            "issues of high severity and confidence, which only a baseline may hide"
        )
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
