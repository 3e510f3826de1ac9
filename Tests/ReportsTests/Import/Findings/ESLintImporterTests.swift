import Core
import Reports
import Testing

@Suite struct ESLintImporterTests {
    @Test("messages, suppressed ones too; every file listed was examined")
    func messages() {
        let text = #"""
            [{"filePath": "a.js", "messages": [{"ruleId": "semi", "severity": 2, "message": "m", "line": 1, "column": 2},
            {"ruleId": null, "severity": 1, "message": "ignored"}], "errorCount": 1, "warningCount": 1,
            "suppressedMessages": [{"ruleId": "x", "severity": 2, "message": "n", "suppressions": []}]},
            {"filePath": "b.js", "messages": [], "errorCount": 0, "warningCount": 0}]
            """#
        #expect(
            findings(text, "eslint-json")
                == ["semi|error||a.js:1:2|m||", "unnamed|warning||a.js|ignored||", "x|error||a.js|n||suppressed"]
        )
        #expect(scans(text, "eslint-json").map(\.filesExamined) == [2])
    }

    @Test("no file at all is a warning")
    func warnings() {
        #expect(imported("[]", format: "eslint-json").warnings == ["lists no file: nothing was examined"])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(["{}", "[1]", #"[{"filePath": "a"}]"#, #"[{"messages": []}]"#, "[", "[[]]"], "eslint-json")
    }
}
