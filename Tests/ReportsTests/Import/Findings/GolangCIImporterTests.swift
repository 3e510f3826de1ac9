import Core
import Reports
import Testing

@Suite struct GolangCIImporterTests {
    @Test("an issue without a severity is an error; enabled linters are the rules that ran")
    func issues() {
        let text = #"""
            {"Issues": [{"FromLinter": "govet", "Text": "t", "Severity": "", "Pos": {"Filename": "a.go", "Line": 1, "Column": 2}},
            {"FromLinter": "revive", "Text": "u", "Severity": "warning", "Pos": {"Filename": "b.go", "Line": 3}}],
            "Report": {"Linters": [{"Name": "govet", "Enabled": true}, {"Name": "gosec"}]}}
            """#
        #expect(findings(text, "golangci-json") == ["govet|error||a.go:1:2|t||", "revive|warning||b.go:3|u||"])
        #expect(scans(text, "golangci-json").first?.rules.map(\.id) == ["govet", "revive"])
        #expect(findings(#"{"Issues": null, "Report": {}}"#, "golangci-json") == [])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [#"{}"#, #"{"Issues": null}"#, #"{"Issues": [], "Report": {"Error": "no go files"}}"#],
            "golangci-json"
        )
    }
}
