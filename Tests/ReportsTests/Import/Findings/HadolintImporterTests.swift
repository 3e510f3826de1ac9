import Core
import Reports
import Testing

@Suite struct HadolintImporterTests {
    @Test("levels and codes, told apart from ShellCheck")
    func levels() {
        let text = #"""
            [{"line": 15, "code": "DL3008", "message": "m", "column": 1, "file": "Dockerfile", "level": "warning"}]
            """#
        #expect(findings(text, "hadolint-json") == ["DL3008|warning||Dockerfile:15:1|m||"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[1]"#, #"[{"line": 1}]"#], "hadolint-json") }
}
