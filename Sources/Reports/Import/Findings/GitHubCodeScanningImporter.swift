package import Core
package import Scanning

/// GitHub's code scanning alerts, as its REST interface lists them: a scan for each tool.
package enum GitHubCodeScanningImporter: Importer {
    package static let format = FormatDescription(
        id: "github-code-scanning",
        title: "GitHub code scanning alerts",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["number", "state", "rule", "tool", "most_recent_instance"])
    }

    private static let place = "most_recent_instance.location"

    private static let table = FindingTable(
        rule: "rule.id",
        message: "most_recent_instance.message.text",
        file: "\(place).path",
        line: "\(place).start_line",
        column: "\(place).start_column",
        level: "rule.severity",
        severity: "rule.security_severity_level",
        cwe: "rule.tags"
    )

    private static let selection = JSONSelection(
        table.paths() + ["state", "rule.description", "tool.name", "tool.version"]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let alerts = report.records(try selection.document(bytes))
        var collectors: [FindingCollector] = []
        for (alert, suppressed) in GitHubAlert.standing(alerts, &report) {
            let tool = alert.text("tool.name") ?? "code scanning"
            let index = collectors.firstIndex { $0.tool == tool } ?? collectors.count
            if index == collectors.count {
                collectors.append(FindingCollector(tool, version: alert.text("tool.version")))
                collectors[index].rules = [Scan.Rule(id: tool, tags: ["security"])]
            }
            collectors[index].add([alert], by: table) { finding, alert in
                finding.suppressed = suppressed
                finding.cwe = CWE.numbers(alert.texts("rule.tags").filter { $0.lowercased().contains("cwe") })
                finding.tags = alert.texts("rule.tags").map { $0.lowercased() }
                if finding.message.isEmpty { finding.message = alert.text("rule.description") ?? "" }
            }
        }
        if collectors.isEmpty {
            collectors = [FindingCollector("code scanning")]
            collectors[0].rules = [Scan.Rule(id: "code scanning", tags: ["security"])]
        }
        for collector in collectors { collector.finish(&report) }
    }
}
