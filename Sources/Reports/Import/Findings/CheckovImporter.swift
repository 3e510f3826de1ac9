package import Core
package import Scanning

/// Checkov JSON: one report, or a list with one for each framework; failed checks are findings.
package enum CheckovImporter: Importer {
    package static let format = FormatDescription(id: "checkov", title: "Checkov JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        let keys = Set(head.elementKeys + (head.members ?? []).map(\.key))
        return keys.contains("checkov_version") || keys.isSuperset(of: ["check_type", "results", "summary"])
    }

    private static let table = FindingTable(
        rule: "check_id",
        message: "check_name",
        file: "file_path",
        severity: "severity",
        defaultLevel: .error,
        tags: ["misconfiguration", "security"]
    )

    private static let lists = ["failed_checks", "passed_checks", "skipped_checks"]

    private static let selection = JSONSelection(
        lists.flatMap { table.paths(below: "results.\($0)") + ["results.\($0).file_line_range"] } + [
            "results.parsing_errors", "summary.failed", "summary.parsing_errors", "summary.checkov_version",
            "checkov_version",
        ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        if let version = document.text("checkov_version") {
            report.warn("checkov has examined no file")
            FindingCollector("checkov", version: version).finish(&report)
            return
        }
        let parts = document.object == nil ? report.records(document) : [document]
        var collector = FindingCollector("checkov", version: parts.first?.text("summary.checkov_version"))
        var files: Set<String> = []
        for part in parts { read(part, &collector, &files, &report) }
        if parts.isEmpty { report.fail("the list holds no report") }
        collector.filesExamined = files.isEmpty ? nil : files.count
        collector.finish(&report)
    }

    private static func read(
        _ part: JSON,
        _ collector: inout FindingCollector,
        _ files: inout Set<String>,
        _ report: inout Report
    ) {
        let failed = report.records(part, "results.failed_checks")
        collector.add(failed, by: table, change: complete)
        collector.add(part.records("results.skipped_checks"), by: table) {
            complete(&$0, $1)
            $0.suppressed = true
        }
        report.declare(findings: part.number("summary.failed"), listed: failed.count, "failed checks")
        var rules = Set(collector.rules.map(\.id))
        for check in part.records("results.passed_checks") {
            if let id = check.text("check_id"), rules.insert(id).inserted {
                collector.rules.append(Scan.Rule(id: id, tags: table.tags))
            }
        }
        for list in lists { files.formUnion(part.records("results.\(list)").compactMap { $0.text("file_path") }) }
        let errors = part.texts("results.parsing_errors")
        files.subtract(errors)
        collector.couldNotExamine(errors, because: "it could not be parsed", &report)
        if let declared = part.number("summary.parsing_errors"), declared > errors.count {
            collector.isIncomplete("could not parse \(declared) files and names \(errors.count)", &report)
        }
    }

    private static func complete(_ finding: inout Finding, _ check: JSON) {
        finding.line = check.at("file_line_range")?[0]?.int.flatMap { $0 > 0 ? $0 : nil }
        // Paths begin at the folder scanned: `/main.tf`.
        if let file = finding.file, file.hasPrefix("/") { finding.file = String(file.dropFirst()) }
    }
}
