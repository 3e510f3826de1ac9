import Core
import Reports
import Testing

@Suite struct SemgrepImporterTests {
    @Test("severities of security rules, weaknesses, ignored results")
    func results() {
        func result(_ severity: String, _ extra: String) -> String {
            #"{"check_id": "r", "path": "a.c", "start": {"line": 2, "col": 3}, "extra": {"message": "m", "severity": "\#(severity)"\#(extra)}}"#
        }
        let security = #", "metadata": {"category": "security", "cwe": "CWE-89: SQL", "technology": ["secrets"]}"#
        let list = [
            result("ERROR", security), result("INFO", security), result("ERROR", ""), result("INFO", ""),
            result("CRITICAL", #", "is_ignored": true"#),
        ]
        let text =
            #"{"errors": [], "paths": {"scanned": ["a.c", "b.c"]}, "results": [\#(list.joined(separator: ","))]}"#
        #expect(
            findings(text, "semgrep") == [
                "r|error|high|a.c:2:3|m|CWE-89|", "r|note|low|a.c:2:3|m|CWE-89|", "r|error||a.c:2:3|m||",
                "r|note||a.c:2:3|m||", "r|error|critical|a.c:2:3|m||suppressed",
            ]
        )
        #expect(scans(text, "semgrep").map(\.filesExamined) == [2])
        #expect(scans(text, "semgrep").first?.rules.map(\.tags) == [["security", "secret"]])
    }

    @Test("errors of the run are a warning; without paths there is no scope")
    func errors() {
        let text = #"{"results": [], "errors": [{"level": "warn"}], "version": "1"}"#
        let report = imported(text, format: "semgrep")
        #expect(report.warnings.map { $0.hasPrefix("semgrep reports 1 errors of its own run") } == [true])
        #expect(report.findings?.scans.map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", #"{"results": 3}"#, #"{"results": [{}]}"#], "semgrep") }
}
