package import Core
package import Scanning

/// GitHub's Dependabot alerts, as its REST interface lists them.
package enum GitHubDependabotImporter: Importer {
    package static let format = FormatDescription(
        id: "github-dependabot",
        title: "GitHub Dependabot alerts",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["number", "state", "dependency", "security_advisory"])
    }

    private static let table = FindingTable(
        rule: "security_advisory.ghsa_id",
        message: "security_advisory.summary",
        file: "dependency.manifest_path",
        severity: "security_vulnerability.severity",
        tags: ["vulnerability"]
    )

    private static let selection = JSONSelection(
        table.paths() + [
            "state", "security_advisory.withdrawn_at", "security_advisory.cve_id", "security_advisory.severity",
            "security_advisory.cwes.cwe_id",
            "dependency.package.name", "dependency.package.ecosystem",
            "security_vulnerability.vulnerable_version_range",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let alerts = report.records(try selection.document(bytes))
        var collector = FindingCollector("dependabot")
        collector.rules = [Scan.Rule(id: "dependabot", tags: ["vulnerability"])]
        for (alert, suppressed) in GitHubAlert.standing(alerts, &report) {
            // What its own database has taken back is no finding.
            if alert.text("security_advisory.withdrawn_at") != nil { continue }
            collector.add([alert], by: table) { complete(&$0, $1, suppressed) }
        }
        collector.finish(&report)
    }

    private static func complete(_ finding: inout Finding, _ alert: JSON, _ suppressed: Bool) {
        finding.suppressed = suppressed
        finding.cwe = CWE.numbers(alert.records("security_advisory.cwes").flatMap { $0.texts("cwe_id") })
        if let name = alert.text("security_advisory.cve_id") {
            finding.aliases = [finding.rule]
            finding.rule = name
        }
        if finding.severity == .unknown {
            finding.severity = FindingWords.severity(alert.text("security_advisory.severity"))
            finding.level = FindingWords.level(finding.severity)
        }
        guard let package = alert.text("dependency.package.name") else { return }
        // Which version is installed, an alert does not say.
        finding.package = Finding.Package(name: package)
        let range = alert.text("security_vulnerability.vulnerable_version_range").map { " \($0)" } ?? ""
        finding.message = "\(package)\(range): \(finding.message)"
    }
}
