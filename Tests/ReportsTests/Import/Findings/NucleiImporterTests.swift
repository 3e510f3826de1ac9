import Core
import Reports
import Testing

@Suite struct NucleiImporterTests {
    @Test("lines or one list, older and newer keys")
    func layouts() {
        let old = #"{"templateID": "a", "info": {"name": "n", "severity": "low"}, "matched": "h:22"}"#
        let new = #"""
            {"template-id": "b", "info": {"name": "m", "severity": "critical", "classification": {"cwe-id": ["cwe-79"]}}, "matched-at": "u"}
            """#
        let expected = ["a|note|low||n, h:22||", "b|error|critical||m, u|CWE-79|"]
        #expect(findings("\(old)\n\(new)\n", "nuclei") == expected)
        #expect(findings("[\(old), \(new)]", "nuclei") == expected)
        #expect(scans(old, "nuclei").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"[1]"#, #"{"template-id": "a"} {}"#, #"1"#], "nuclei") }
}
