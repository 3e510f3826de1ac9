import Core
import Reports
import Testing

@Suite struct GosecImporterTests {
    @Test("issues; lines may be ranges, suppressed ones are kept as such")
    func issues() {
        let text = #"""
            {"Golang errors": {"a.go": [{"error": "x"}]}, "Issues": [
            {"severity": "HIGH", "cwe": {"id": "89"}, "rule_id": "G201", "details": "d", "file": "a.go", "line": "7-9"},
            {"severity": "LOW", "rule_id": "G104", "details": "e", "file": "b.go", "line": "1", "nosec": true}],
            "Stats": {"files": 4, "nosec": 1, "found": 2}, "GosecVersion": "2.20"}
            """#
        let warnings = ["gosec could not examine a.go (x): see its output, and run it again"]
        #expect(
            findings(text, "gosec", warnings: warnings)
                == ["G201|error|high|a.go:7|d|CWE-89|", "G104|note|low|b.go:1|e||suppressed"]
        )
        #expect(scans(text, "gosec").map(\.filesExamined) == [3])
        #expect(findings(#"{"Issues": null, "Stats": {"files": 1, "nosec": 0, "found": 0}}"#, "gosec") == [])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"{"Issues": []}"#, #"{"Issues": [{}], "Stats": {}}"#], "gosec") }
}
