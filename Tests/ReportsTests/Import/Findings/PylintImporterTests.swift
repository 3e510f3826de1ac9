import Core
import Reports
import Testing

@Suite struct PylintImporterTests {
    @Test("both layouts; types are levels, columns count from one")
    func layouts() {
        func message(_ type: String) -> String {
            #"{"type": "\#(type)", "path": "a.py", "line": 2, "column": 0, "symbol": "s", "message": "m", "message-id": "C1"}"#
        }
        let list = "[" + ["fatal", "warning", "refactor"].map(message).joined(separator: ",") + "]"
        let expected = ["error", "warning", "note"].map { "s|\($0)||a.py:2:1|m||" }
        #expect(findings(list, "pylint-json") == expected)
        #expect(scans(list, "pylint-json").map(\.filesExamined) == [nil])
        let new = #"{"messages": \#(list), "statistics": {"modulesLinted": 5}}"#
        #expect(findings(new, "pylint-json") == expected)
        #expect(scans(new, "pylint-json").map(\.filesExamined) == [5])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[1]"#, #"[{"line": 1}]"#, #"{"messages": 1}"#], "pylint-json") }
}
