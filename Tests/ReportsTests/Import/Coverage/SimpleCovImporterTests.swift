import Core
import Reports
import Testing

@Suite struct SimpleCovImporterTests {
    @Test("hits of several suites add up, in either form of a file")
    func suites() {
        let report = imported(
            """
            {"RSpec": {"coverage": {"/w/a.rb": {"lines": [1, null, 0, "ignored"],
            "branches": {"[:if, 0, 3, 4, 7, 7]": {"[:then, 1, 4, 6, 4, 10]": 1, "[:else, 2, 6, 6, 6, 10]": 0}}}},
            "timestamp": 1}, "Cucumber": {"coverage": {"/w/a.rb": [1, null, 2]}, "timestamp": 2}}
            """
        )
        #expect(report.format == "simplecov")
        #expect(report.messages == [])
        let lines: FileLines = [
            LineCoverage(line: 1, isCovered: true),
            LineCoverage(line: 3, isCovered: true, branches: 2, branchesCovered: 1),
        ]
        #expect(report.coverage?.files == [FileCoverage(path: "/w/a.rb", lines: lines)])
    }

    @Test("no line is a warning, something else than lines an error")
    func broken() {
        #expect(imported(#"{"R": {"coverage": {}, "timestamp": 1}}"#).warnings == ["no coverable line"])
        #expect(imported(#"{"R": {"coverage": {"a": 1}, "timestamp": 1}}"#).status == .error)
    }
}
