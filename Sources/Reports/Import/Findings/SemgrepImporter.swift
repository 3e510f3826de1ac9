package import Core
package import Scanning

/// Semgrep JSON, which lists the paths scanned.
package enum SemgrepImporter: Importer {
    package static let format = FormatDescription(id: "semgrep", title: "Semgrep JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard let results = head.member("results"), head.member("errors") != nil else { return false }
        return head.member("paths") != nil || results.elementKeys.contains("check_id")
    }

    private static let table = FindingTable(
        rule: "check_id",
        message: "extra.message",
        file: "path",
        line: "start.line",
        column: "start.col",
        level: "extra.severity",
        cwe: "extra.metadata.cwe"
    )

    private static let selection = JSONSelection(
        table.paths(below: "results") + [
            "version", "paths.scanned", "errors.level", "results.extra.is_ignored", "results.extra.metadata.category",
            "results.extra.metadata.technology", "results.extra.fingerprint",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("semgrep", version: document.text("version"))
        collector.add(report.records(document, "results"), by: table, change: complete)
        if document.at("paths.scanned")?.array != nil {
            collector.examined(document.texts("paths.scanned"))
        }
        let errors = document.records("errors").count { $0.text("level") != "info" }
        if errors > 0 { report.warn("semgrep reports \(errors) errors of its own run") }
        collector.finish(&report)
    }

    /// Rules on security have a severity too: an error is high, a warning medium, the rest low.
    private static func complete(_ finding: inout Finding, _ record: JSON) {
        // Without a login, semgrep writes "requires login" in place of the fingerprint.
        finding.fingerprint = record.text("extra.fingerprint").flatMap { $0.contains(" ") ? nil : $0 }
        finding.suppressed = record.at("extra.is_ignored")?.bool ?? false
        let category = record.text("extra.metadata.category")?.lowercased()
        if let category { finding.tags.append(category) }
        if record.texts("extra.metadata.technology").contains("secrets") { finding.tags.append("secret") }
        let word = record.text("extra.severity")
        finding.severity = FindingWords.severity(word)
        guard category == "security" else {
            if word?.lowercased() == "info" { finding.severity = .unknown }
            return
        }
        switch word?.uppercased() {
        case "ERROR": finding.severity = .high
        case "WARNING": finding.severity = .medium
        case "INFO": finding.severity = .low
        default: break
        }
    }
}
