package import Core
package import Scanning

/// GitHub's secret scanning alerts, as its REST interface lists them; a secret that was revoked counts no more.
package enum GitHubSecretScanningImporter: Importer {
    package static let format = FormatDescription(
        id: "github-secret-scanning",
        title: "GitHub secret scanning alerts",
        feeds: .findings
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["number", "state", "secret_type"])
    }

    /// `secret` is the secret and never read.
    private static let selection = JSONSelection([
        "number", "state", "resolution", "secret_type", "secret_type_display_name", "validity",
        "first_location_detected.path", "first_location_detected.start_line",
        "first_location_detected.start_column", "first_location_detected.commit_sha",
    ])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let alerts = report.records(try selection.document(bytes))
        var collector = FindingCollector("github secret scanning")
        collector.rules = [Scan.Rule(id: "github secret scanning", tags: ["secret"])]
        for (alert, suppressed) in GitHubAlert.standing(alerts, &report) {
            guard let type = alert.text("secret_type") else {
                report.fail("an alert has no 'secret_type'")
                continue
            }
            let name = alert.text("secret_type_display_name") ?? type
            let place = "first_location_detected"
            let secret = SecretFinding(
                rule: type,
                kind: alert.number("number").map { "\(name), alert \($0)" } ?? name,
                file: alert.text("\(place).path"),
                line: alert.number("\(place).start_line"),
                column: alert.number("\(place).start_column"),
                commit: alert.text("\(place).commit_sha"),
                works: alert.text("validity") == "active" ? true : nil,
                suppressed: suppressed
            )
            collector.add(secret.finding(collector.tool))
        }
        collector.finish(&report)
    }
}
