import Core
import Reports
import Testing

@Suite struct BanditImporterTests {
    @Test("results; the metrics name the files examined, errors those that were not")
    func results() {
        let text = #"""
            {"errors": [{"filename": "c.py", "reason": "syntax"}], "metrics": {"_totals": {"loc": 3}, "a.py": {"loc": 1},
            "b.py": {"loc": 2}, "c.py": {"loc": 0}}, "results": [{"test_id": "B602", "issue_text": "t",
            "filename": "./a.py", "line_number": 7, "issue_severity": "HIGH", "issue_cwe": {"id": 78}}]}
            """#
        #expect(
            findings(
                text,
                "bandit",
                warnings: ["bandit could not examine c.py (syntax): see its output, and run it again"]
            )
                == ["B602|error|high|a.py:7|t|CWE-78|"]
        )
        #expect(scans(text, "bandit").map(\.filesExamined) == [2])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", #"{"results": [2]}"#, #"{"results": [{"line_number": 1}]}"#], "bandit") }
}
