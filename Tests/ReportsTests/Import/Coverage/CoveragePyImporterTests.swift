import Core
import Criteria
import Reports
import Testing

@Suite struct CoveragePyImporterTests {
    private func report(_ file: String, totals: String = #""num_statements": 3, "covered_lines": 2"#) -> Report {
        imported(
            #"{"meta": {"version": "7.4", "branch_coverage": true}, "files": {"a.py": {\#(file)}}, "totals": {\#(totals)}}"#
        )
    }

    @Test("lines, branches and functions are read; what is excluded is left out")
    func figures() {
        let report = report(
            #""executed_lines": [1, 2], "missing_lines": [3], "excluded_lines": [9], "executed_branches": [[2, -1]],"#
                + #""missing_branches": [[2, 3]], "functions": {"": {"executed_lines": [1], "missing_lines": []},"#
                + #""f": {"executed_lines": [2], "missing_lines": [3]}, "g": {"executed_lines": [], "missing_lines": []}}"#
        )
        #expect(report.format == "coverage-py")
        #expect(report.messages == [])
        let lines: FileLines = [
            LineCoverage(line: 1, isCovered: true),
            LineCoverage(line: 2, isCovered: true, branches: 2, branchesCovered: 1),
            LineCoverage(line: 3, isCovered: false),
        ]
        #expect(
            report.coverage?.files == [
                FileCoverage(path: "a.py", lines: lines, functions: Fraction(covered: 1, total: 1))
            ]
        )
    }

    @Test(
        "a file without its lines, or with ones that cannot be, is an error; other totals are a warning, a lower rate is not"
    )
    func broken() {
        #expect(report(#""executed_lines": [1]"#).status == .error)
        #expect(report(#""executed_lines": [0], "missing_lines": []"#).status == .error)
        #expect(report(#""executed_lines": [1], "missing_lines": [], "missing_branches": [[1]]"#).status == .error)
        let fewer = report(#""executed_lines": [1], "missing_lines": []"#)
        #expect(fewer.errors.first == "declares 2 of 3 lines covered and lists 1 of 1: it contradicts itself")
        let other = report(#""executed_lines": [1, 2], "missing_lines": [3, 4]"#)
        #expect(other.warnings.first == "declares 3 lines and lists 4; what is listed counts")
        #expect(imported(#"{"meta": {"branch_coverage": true}, "files": {}}"#).warnings == ["no coverable line"])
    }
}
