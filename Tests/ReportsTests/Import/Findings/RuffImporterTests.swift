import Core
import Reports
import Testing

@Suite struct RuffImporterTests {
    @Test("every finding is an error; one without a code could not be parsed")
    func findings() {
        let text = #"""
            [{"code": "F401", "message": "m", "filename": "/w/a.py", "location": {"row": 1, "column": 8}, "end_location": {}},
            {"code": null, "message": "n", "filename": "b.py", "location": {"row": 2, "column": 1}, "end_location": {}}]
            """#
        #expect(
            ReportsTests.findings(
                text,
                "ruff-json",
                warnings: ["ruff could not examine b.py (n): see its output, and run it again"]
            )
                == ["F401|error||/w/a.py:1:8|m||", "syntax-error|error||b.py:2:1|n||"]
        )
        #expect(scans("[]", "ruff-json").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[1]"#, #"[{}]"#, #"["#], "ruff-json") }
}
