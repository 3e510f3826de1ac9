import Core
import Criteria
import Reports
import Testing

@Suite struct GcovrImporterTests {
    @Test("lines, branches and functions are read; what is excluded is left out")
    func figures() {
        let report = imported(
            """
            {"gcovr/format_version": "0.5", "files": [{"file": "./a.c", "lines": [{"line_number": 1, "count": 2,
            "branches": [{"count": 0}, {"count": 1}]}, {"line_number": 2, "count": 0, "gcovr/noncode": true}],
            "functions": [{"name": "f", "execution_count": 0}]}]}
            """
        )
        #expect(report.format == "gcovr-json")
        #expect(report.messages == [])
        let lines: FileLines = [LineCoverage(line: 1, isCovered: true, branches: 2, branchesCovered: 1)]
        #expect(
            report.coverage?.files == [
                FileCoverage(path: "a.c", lines: lines, functions: Fraction(covered: 0, total: 1))
            ]
        )
    }

    @Test("a line without its count is an error, no line a warning")
    func broken() {
        let line = #"{"gcovr/format_version": "1", "files": [{"file": "a", "lines": [{"line_number": 1}]}]}"#
        #expect(imported(line).status == .error)
        #expect(imported(#"{"gcovr/format_version": "1", "files": []}"#).warnings == ["no coverable line"])
        #expect(imported(#"{"gcovr/format_version": "1"}"#).status == .error)
    }
}
