package import Core
package import Scanning

/// Brakeman JSON: how sure it is of a warning is its level, severities it has none.
package enum BrakemanImporter: Importer {
    package static let format = FormatDescription(id: "brakeman", title: "Brakeman JSON", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("warnings") != nil && (head.member("scan_info")?.keys.contains("brakeman_version") ?? false)
    }

    private static let table = FindingTable(
        rule: "check_name",
        message: "message",
        file: "file",
        line: "line",
        cwe: "cwe_id",
        tags: ["security"]
    )

    private static let selection = JSONSelection(
        ["warnings", "ignored_warnings"].flatMap { table.paths(below: $0) + ["\($0).confidence", "\($0).fingerprint"] }
            + [
                "scan_info.brakeman_version", "scan_info.security_warnings", "scan_info.checks_performed",
                "errors.error", "errors.location",
            ]
    )

    package static func read(_ bytes: Bytes, into report: inout Report, options: ReadOptions) throws(ScanError) {
        let document = try selection.document(bytes)
        var collector = FindingCollector("brakeman", version: document.text("scan_info.brakeman_version"))
        collector.rules = document.texts("scan_info.checks_performed").map { Scan.Rule(id: $0, tags: ["security"]) }
        let warnings = report.records(document, "warnings")
        collector.add(warnings, by: table) {
            $0.level = level($1)
            $0.fingerprint = $1.text("fingerprint")
        }
        collector.add(document.records("ignored_warnings"), by: table) {
            $0.level = level($1)
            $0.fingerprint = $1.text("fingerprint")
            $0.suppressed = true
        }
        let declared = document.number("scan_info.security_warnings")
        report.declare(findings: declared, listed: warnings.count, "warnings")
        let errors = document.records("errors")
        if let first = errors.first {
            let words = [first.text("error"), first.text("location")].compactMap(\.self).joined(separator: ", ")
            collector.isIncomplete("reports \(errors.count) errors of its own run, the first: \(words)", &report)
        }
        collector.finish(&report)
    }

    private static func level(_ warning: JSON) -> Finding.Level {
        switch warning.text("confidence")?.lowercased() {
        case "high": .error
        case "weak", "low": .note
        default: .warning
        }
    }
}
