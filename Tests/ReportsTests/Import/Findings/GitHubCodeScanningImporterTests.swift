import Core
import Reports
import Testing

@Suite struct GitHubCodeScanningImporterTests {
    private func alert(_ state: String, tool: String = "CodeQL") -> String {
        #"""
        {"number": 4, "state": "\#(state)", "rule": {"id": "js/xss", "severity": "error", "security_severity_level": "high",
        "description": "XSS", "tags": ["security", "external/cwe/cwe-079"]}, "tool": {"name": "\#(tool)", "version": "2.4"},
        "most_recent_instance": {"message": {"text": "m"}, "location": {"path": "a.js", "start_line": 9, "start_column": 2}}}
        """#
    }

    @Test("open alerts count, dismissed ones are suppressed, fixed ones left out; a scan for each tool")
    func states() {
        let text = "[\(alert("open")), \(alert("dismissed", tool: "Semgrep")), \(alert("fixed"))]"
        let expected = ["js/xss|error|high|a.js:9:2|m|CWE-79|", "js/xss|error|high|a.js:9:2|m|CWE-79|suppressed"]
        #expect(findings(text, "github-code-scanning") == expected)
        #expect(scans(text, "github-code-scanning").map(\.tool) == ["CodeQL", "Semgrep"])
        #expect(scans(text, "github-code-scanning").map(\.filesExamined) == [nil, nil])
        #expect(imported(text).notes == ["1 alerts are fixed and left out"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", "[{}]", "[\(alert("exploded"))]"], "github-code-scanning") }
}
