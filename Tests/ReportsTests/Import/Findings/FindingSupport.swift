import Core
import Reports
import Testing

/// What a test looks at in a finding.
func short(_ finding: Finding) -> String {
    let place = [finding.file, finding.line.map { "\($0)" }, finding.column.map { "\($0)" }].compactMap { $0 }
    let cwe = finding.cwe.map { "CWE-\($0)" }.joined(separator: ",")
    let parts = [
        finding.rule, finding.level.rawValue, finding.severity == .unknown ? "" : finding.severity.rawValue,
        place.joined(separator: ":"), finding.message, cwe, finding.suppressed ? "suppressed" : "",
    ]
    return parts.joined(separator: "|")
}

/// Reads a document whose format must be told from its content, and gives its findings in short.
func findings(_ text: String, _ format: String, warnings: [String] = []) -> [String] {
    let report = imported(text)
    #expect(report.format == format)
    #expect(report.errors == [])
    #expect(report.warnings == warnings)
    return report.findings?.findings.map(short) ?? ["none"]
}

/// The scans of a document whose format is named.
func scans(_ text: String, _ format: String) -> [Scan] { imported(text, format: format).findings?.scans ?? [] }

/// Whether each of the documents is refused when read as the format, with no figures left.
func expectRefused(_ texts: [String], _ format: String) {
    for text in texts {
        let report = imported(text, format: format)
        #expect(report.status == .error, "\(text)")
        #expect(!report.carriesFigures)
    }
}
