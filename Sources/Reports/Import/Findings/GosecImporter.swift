package import Core
package import Scanning

/// gosec JSON, which counts the files examined.
package enum GosecImporter: Importer {
    package static let format = FormatDescription(id: "gosec", title: "gosec JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("Issues") != nil && (head.member("Stats")?.keys.contains("nosec") ?? false)
    }

    private static let table = FindingTable(
        rule: "rule_id",
        message: "details",
        file: "file",
        line: "line",
        column: "column",
        severity: "severity",
        cwe: "cwe.id",
        tags: ["security"]
    )

    private static let selection = JSONSelection(
        table.paths(below: "Issues")
            + ["Issues.nosec", "Issues.suppressions.kind", "Stats.files", "Stats.found", "GosecVersion"]
            + ["Golang errors.*.error"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        if document.at("Stats")?.object == nil { report.fail("no 'Stats': not what gosec writes") }
        var collector = FindingCollector("gosec", version: document.text("GosecVersion"))
        collector.rules = [Scan.Rule(id: "gosec", tags: ["security"])]
        let isNull = document.at("Issues")?.isNull ?? false
        collector.add(isNull ? [] : report.records(document, "Issues"), by: table) { finding, issue in
            finding.suppressed = issue.at("nosec")?.bool ?? false || !issue.records("suppressions").isEmpty
        }
        // Suppressed issues are listed on request; whether they are counted is not said.
        report.declare(findings: document.number("Stats.found"), listed: collector.findings.count, "issues")
        if let files = document.number("Stats.files"), files > 0 { collector.filesExamined = files }
        let errors = document.at("Golang errors")?.object ?? []
        collector.couldNotExamine(
            errors.map(\.key),
            because: errors.first?.value[0]?.text("error"),
            &report
        )
        if let files = collector.filesExamined { collector.filesExamined = max(0, files - errors.count) }
        collector.finish(&report)
    }
}
