package import Core
package import Scanning

/// gitleaks JSON; it does not say what it looked at, so that an empty list proves nothing.
package enum GitleaksImporter: Importer {
    package static let format = FormatDescription(id: "gitleaks", title: "gitleaks JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys)
        return keys.isSuperset(of: ["RuleID", "StartLine", "File"])
            || keys.isSuperset(of: ["offender", "rule", "file", "commit"])
    }

    /// `Secret`, `Match` and `Line` hold the secret and are never read, nor are `line` and `offender` of versions up to 7.
    private static let selection = JSONSelection([
        "RuleID", "Description", "File", "StartLine", "StartColumn", "Commit", "rule", "file", "lineNumber", "commit",
    ])

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let records = report.records(try selection.document(bytes))
        var collector = FindingCollector("gitleaks")
        collector.rules = [Scan.Rule(id: "gitleaks", tags: ["secret"])]
        for record in records {
            guard let rule = record.text("RuleID") ?? record.text("rule") else {
                report.fail("a record has no 'RuleID': not what gitleaks writes")
                continue
            }
            let secret = SecretFinding(
                rule: rule,
                kind: record.text("Description"),
                file: record.text("File") ?? record.text("file"),
                line: record.number("StartLine") ?? record.number("lineNumber"),
                column: record.number("StartColumn"),
                commit: record.text("Commit") ?? record.text("commit")
            )
            collector.add(secret.finding("gitleaks"))
        }
        collector.finish(&report)
    }
}
