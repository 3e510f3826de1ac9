import Core
import Reports
import Scanning
import Testing

@Suite("Forms that other programs read")
struct ExchangeTests {
    private func text(_ form: ReportForm, _ summary: RunSummary, badge: Badge.Subject = .verdict) -> String {
        String(decoding: form.bytes(summary, badge: badge), as: UTF8.self)
    }

    private func read(_ form: ReportForm, as name: String) -> Report {
        let bytes = form.bytes(ExportSample.red)
        return bytes.withUnsafeBytes { ReportReader.read(Bytes($0.bindMemory(to: UInt8.self)), path: name) }
    }

    @Test("SARIF is read back by Assay's own reader, with the culprits of the gates at their lines")
    func sarif() {
        let report = read(.sarif, as: "assay.sarif")
        #expect(report.format == "sarif")
        #expect(report.status != .error)
        let findings = report.findings?.findings ?? []
        #expect(findings.contains { $0.rule == "failed test" })
        #expect(findings.contains { $0.rule.hasPrefix("coverage_gate.") && $0.line != nil })
        #expect(findings.allSatisfy { $0.file != nil })
    }

    @Test("GitLab's code quality is read back, each entry with a fingerprint of its own")
    func codeQuality() {
        let report = read(.codeQuality, as: "gl-code-quality-report.json")
        #expect(report.format == "codeclimate-json")
        let findings = report.findings?.findings ?? []
        #expect(!findings.isEmpty)
        #expect(Set(findings.compactMap(\.fingerprint)).count == findings.count)
    }

    @Test("A badge tells the verdict in words, and what was not measured as not measured")
    func badge() {
        #expect(text(.badge, ExportSample.red).contains("quality: fail"))
        #expect(text(.shields, ExportSample.red).contains("\"message\": \"fail\""))
        let nothing = RunSummary()
        #expect(text(.badge, nothing).contains("quality: not judged"))
        #expect(text(.badge, nothing, badge: .coverage).contains("coverage: not measured"))
        #expect(text(.badge, nothing, badge: .tests).contains("tests: none executed"))
    }

    @Test("SARIF holds at most what a code host keeps, the worst first, and says what it left out")
    func limit() {
        var report = Report(path: "lint.json", format: "sarif")
        report.findings = FindingResults(
            findings: (0..<6_000).map { index in
                Finding(
                    tool: "lint",
                    rule: "R\(index % 7)",
                    level: index == 5_999 ? .error : .note,
                    message: "m\(index)",
                    file: "a.c",
                    line: index + 1
                )
            }
        )
        let document = text(.sarif, RunSummary(reports: [report]))
        #expect(document.contains("1000 further results are left out"))
        #expect(document.contains("m5999"))
    }
}
