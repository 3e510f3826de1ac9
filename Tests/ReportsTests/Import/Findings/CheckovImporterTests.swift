import Core
import Reports
import Testing

@Suite struct CheckovImporterTests {
    @Test("failed checks are findings, skipped ones suppressed; one report or several")
    func checks() {
        let text = #"""
            {"check_type": "terraform", "results": {"passed_checks": [{"check_id": "P", "file_path": "/b.tf"}],
            "failed_checks": [{"check_id": "F", "check_name": "n", "file_path": "/a.tf", "file_line_range": [12, 20],
            "severity": null}], "skipped_checks": [{"check_id": "S", "check_name": "o", "severity": "LOW"}]},
            "summary": {"failed": 1, "checkov_version": "3.2"}}
            """#
        let expected = ["F|error||a.tf:12|n||", "S|note|low||o||suppressed"]
        #expect(findings(text, "checkov") == expected)
        #expect(findings("[\(text), \(text)]", "checkov") == expected + expected)
        #expect(scans(text, "checkov").map(\.filesExamined) == [2])
        #expect(scans(text, "checkov").first?.rules.map(\.id) == ["P", "F", "S"])
    }

    @Test("nothing examined is a warning")
    func nothing() {
        let text = #"{"passed": 0, "failed": 0, "checkov_version": "3.2"}"#
        #expect(findings(text, "checkov", warnings: ["checkov has examined no file"]) == [])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[]"#, #"[1]"#, #"{"results": {"failed_checks": 1}}"#], "checkov") }
}
