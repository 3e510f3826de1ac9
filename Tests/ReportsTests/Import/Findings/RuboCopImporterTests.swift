import Core
import Reports
import Testing

@Suite struct RuboCopImporterTests {
    @Test("offenses of the files inspected; corrected ones are no findings")
    func offenses() {
        let text = #"""
            {"metadata": {"rubocop_version": "1.50"}, "files": [{"path": "a.rb", "offenses": [
            {"severity": "convention", "message": "m", "cop_name": "C", "location": {"line": 1, "column": 2}},
            {"severity": "fatal", "message": "n", "cop_name": "D", "corrected": true, "location": {"line": 3}}]},
            {"path": "b.rb", "offenses": []}], "summary": {"offense_count": 2, "inspected_file_count": 2}}
            """#
        #expect(
            findings(text, "rubocop") == ["C|note||a.rb:1:2|m||"]
        )
        #expect(scans(text, "rubocop").map(\.filesExamined) == [2])
        #expect(scans(text, "rubocop").map(\.version) == ["1.50"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"{}"#, #"{"files": [{}]}"#, #"{"files": [1], "summary": {}}"#], "rubocop") }
}
