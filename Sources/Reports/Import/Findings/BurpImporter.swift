package import Core
package import Scanning

/// Burp Suite's XML of issues.
package enum BurpImporter: Importer {
    package static let format = FormatDescription(id: "burp-xml", title: "Burp Suite XML", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.root.map { $0.name == "issues" && $0.attributes.contains("burpVersion") } ?? false
    }

    private static let selection = XMLSelection(
        "issues",
        ["burpVersion"],
        [
            XMLSelection(
                "issue",
                [],
                [
                    .text("type"), .text("name"), .text("host"), .text("path"), .text("location"), .text("severity"),
                    .text("vulnerabilityClassifications"),
                ]
            )
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let root = try selection.document(bytes)
        guard let version = root["burpVersion"] else {
            report.fail("the root has no 'burpVersion': this is no export of Burp Suite")
            return
        }
        var collector = FindingCollector("burp", version: version)
        collector.rules = [Scan.Rule(id: "burp", tags: ["security", "dast"])]
        for issue in root.all("issue") { collector.add(finding(issue)) }
        collector.finish(&report)
    }

    private static func finding(_ issue: SelectedElement) -> Finding {
        let word = issue.childText("severity")
        let severity = FindingWords.severity(word)
        let place = (issue.childText("host") ?? "") + (issue.childText("location") ?? issue.childText("path") ?? "")
        let classes = issue.childText("vulnerabilityClassifications")?.split(separator: "<") ?? []
        return Finding(
            tool: "burp",
            rule: issue.childText("name") ?? issue.childText("type") ?? "unnamed",
            severity: severity,
            level: FindingWords.level(severity),
            message: place,
            cwe: CWE.numbers(classes.map { String($0) }),
            tags: ["security"],
            suppressed: word?.lowercased() == "false positive"
        )
    }
}
