import Core
import Reports
import Testing

@Suite struct TSLintImporterTests {
    @Test("lines and columns count from zero")
    func failures() {
        let text = #"""
            [{"failure": "f", "name": "a.ts", "ruleName": "r", "ruleSeverity": "ERROR",
            "startPosition": {"line": 0, "character": 4}, "endPosition": {}}]
            """#
        #expect(findings(text, "tslint") == ["r|error||a.ts:1:5|f||"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[1]"#, #"[{"name": "a"}]"#], "tslint") }
}
