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
            "version", "paths.scanned", "paths.skipped.path", "paths.skipped.reason", "errors.level", "errors.message",
            "errors.path", "errors.spans.file", "errors.rule_id", "skipped_rules.rule_id", "results.extra.is_ignored",
            "results.extra.metadata.category",
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
        tellGaps(document, &collector, &report)
        collector.finish(&report)
    }

    /// Reasons to skip a file that nobody gave: the file should have been looked at.
    private static let failures: Set<String> = [
        "analysis_failed_parser_or_internal_error", "too_many_matches", "insufficient_permissions", "nonexistent_file",
    ]

    /// Errors with a file leave a gap in that file, others in the whole scan; what was to be left out leaves none.
    private static func tellGaps(_ document: JSON, _ collector: inout FindingCollector, _ report: inout Report) {
        let errors = document.records("errors").filter { $0.text("level")?.lowercased() != "info" }
        func file(_ error: JSON) -> String? { error.text("path") ?? error.records("spans").first?.text("file") }
        let skipped = document.records("paths.skipped")
        let failed = skipped.filter { failures.contains($0.text("reason") ?? "") }
        collector.couldNotExamine(
            errors.compactMap(file) + failed.compactMap { $0.text("path") },
            because: errors.first { file($0) != nil }?.text("message") ?? failed.first?.text("reason"),
            &report
        )
        let others = errors.filter { file($0) == nil }
        if let first = others.first {
            let words = first.text("message") ?? "no details"
            collector.isIncomplete("reports \(others.count) errors of its own run, the first: \(words)", &report)
        }
        let rules = document.records("skipped_rules").compactMap { $0.text("rule_id") }
        if !rules.isEmpty {
            collector.isIncomplete("could not run \(rules.prefix(3).joined(separator: ", "))", &report)
        }
        if skipped.count > failed.count {
            report.note("\(skipped.count - failed.count) files were left out as semgrep was told, or for their size")
        }
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
