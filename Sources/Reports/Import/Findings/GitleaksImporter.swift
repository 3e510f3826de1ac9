package import Core
package import Scanning

/// gitleaks JSON; it does not say what it looked at, so that an empty list proves nothing.
package enum GitleaksImporter: Importer {
    package static let format = FormatDescription(id: "gitleaks", title: "gitleaks JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["RuleID", "StartLine", "File"])
    }

    /// `Secret`, `Match` and `Line` hold the secret and are never read.
    private static let selection = JSONSelection([
        "RuleID", "Description", "File", "StartLine", "StartColumn", "Commit",
    ])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let records = report.records(try selection.document(bytes))
        var collector = FindingCollector("gitleaks")
        collector.rules = [Scan.Rule(id: "gitleaks", tags: ["secret"])]
        for record in records {
            guard let rule = record.text("RuleID") else {
                report.fail("a record has no 'RuleID': not what gitleaks writes")
                continue
            }
            let secret = SecretFinding(
                rule: rule,
                kind: record.text("Description"),
                file: record.text("File"),
                line: record.number("StartLine"),
                column: record.number("StartColumn"),
                commit: record.text("Commit")
            )
            collector.add(secret.finding("gitleaks"))
        }
        collector.finish(&report)
    }
}
