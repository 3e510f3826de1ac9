import Core
import Reports
import Testing

@Suite struct BrakemanImporterTests {
    @Test("confidence is the level; ignored warnings are suppressed, checks are the rules that ran")
    func warnings() {
        let text = #"""
            {"scan_info": {"brakeman_version": "6.1", "security_warnings": 1, "checks_performed": ["SQL", "XSS"]},
            "warnings": [{"check_name": "SQL", "message": "m", "file": "a.rb", "line": 3, "confidence": "High", "cwe_id": [89]}],
            "ignored_warnings": [{"check_name": "XSS", "message": "n", "confidence": "Weak"}], "errors": []}
            """#
        #expect(
            findings(text, "brakeman")
                == ["SQL|error||a.rb:3|m|CWE-89|", "XSS|note|||n||suppressed"]
        )
        #expect(scans(text, "brakeman").first?.rules.map(\.id) == ["SQL", "XSS"])
        #expect(scans(text, "brakeman").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"{"warnings": [1]}"#, #"{"warnings": [{}]}"#], "brakeman") }
}
