import Core
import Reports
import Testing

@Suite struct ShellCheckImporterTests {
    @Test("both layouts; codes are SC numbers")
    func layouts() {
        let list = #"""
            [{"file": "a.sh", "line": 1, "endLine": 1, "column": 2, "level": "style", "code": 2086, "message": "m"},
            {"file": "a.sh", "line": 2, "endLine": 1, "column": 2, "level": "error", "code": 1009, "message": "n"}]
            """#
        for text in [list, #"{"comments": \#(list)}"#] {
            #expect(
                findings(text, "shellcheck-json") == ["SC2086|note||a.sh:1:2|m||", "SC1009|error||a.sh:2:2|n||"]
            )
        }
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[1]"#, #"[{"line": 1}]"#], "shellcheck-json") }
}
