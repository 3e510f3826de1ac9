import Core
import Reports
import Testing

@Suite struct CodeClimateImporterTests {
    @Test("issues; severities are levels, measurements are none")
    func issues() {
        let text = #"""
            [{"type": "issue", "check_name": "c", "description": "d", "severity": "blocker", "categories": ["Security"],
            "location": {"path": "a.rb", "lines": {"begin": 3}}},
            {"check_name": "e", "description": "f", "severity": "major", "fingerprint": "x",
            "location": {"path": "b.rb", "positions": {"begin": {"line": 5, "column": 6}}}},
            {"type": "measurement", "name": "n", "value": 3}]
            """#
        #expect(findings(text, "codeclimate-json") == ["c|error||a.rb:3|d||", "e|warning||b.rb:5:6|f||"])
        #expect(scans(text, "codeclimate-json").first?.rules.first?.tags == ["security"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", "[1]", #"[{"severity": "info"}]"#, "["], "codeclimate-json") }
}
