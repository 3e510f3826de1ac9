import Core
import Reports
import Testing

@Suite struct GitLabSecurityImporterTests {
    @Test("the first identifier that is no weakness is the rule; the type of the scan is a tag")
    func vulnerabilities() {
        let text = #"""
            {"version": "15.0.7", "vulnerabilities": [{"name": "n", "severity": "High", "location": {"file": "a.c",
            "start_line": 4}, "identifiers": [{"type": "cwe", "value": "89"}, {"type": "rule", "value": "R1"}]}],
            "scan": {"type": "sast", "status": "success", "scanner": {"name": "S", "version": "2"}},
            "dependency_files": [{"path": "x"}]}
            """#
        #expect(findings(text, "gitlab-security") == ["R1|error|high|a.c:4|n|CWE-89|"])
        let scan = scans(text, "gitlab-security").first
        #expect(scan?.tool == "S")
        #expect(scan?.successful == true)
        #expect(scan?.filesExamined == 1)
        #expect(scan?.rules.first?.tags == ["security"])
    }

    @Test("a scan that failed is refused")
    func refused() {
        expectRefused(
            ["{}", #"{"vulnerabilities": [], "scan": {"status": "failure"}}"#, #"{"vulnerabilities": [{}]}"#],
            "gitlab-security"
        )
    }
}
