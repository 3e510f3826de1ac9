import Core
import Reports
import Testing

@Suite struct IstanbulImporterTests {
    private func report(_ counters: String) -> Report {
        imported(
            """
            {"/w/a.js": {"path": "/w/a.js", "statementMap": {"0": {"start": {"line": 2}, "end": {"line": 9}},
            "1": {"start": {"line": 2}, "end": {"line": 2}}, "2": {"start": {"line": 5}, "end": {"line": 5}}},
            "fnMap": {"0": {"name": "f", "loc": {"start": {"line": 1}}}},
            "branchMap": {"0": {"loc": {"start": {"line": 3}}}}, \(counters)}}
            """
        )
    }

    @Test("a line is hit if one of its statements is; a branch counts where its statement begins")
    func figures() {
        let report = report(#""s": {"0": 1, "1": 0, "2": 0}, "f": {"0": 0}, "b": {"0": [1, 0]}"#)
        #expect(report.format == "istanbul")
        #expect(report.messages == [])
        let lines: FileLines = [
            LineCoverage(line: 2, isCovered: true, branches: 2, branchesCovered: 1),
            LineCoverage(line: 5, isCovered: false),
        ]
        #expect(report.coverage?.files.first?.lines == lines)
        #expect(report.coverage?.totals.functions == Fraction(covered: 0, total: 1))
        #expect(report.coverage?.totals.statements == Fraction(covered: 1, total: 3))
    }

    @Test("counters that do not fit their maps are an error")
    func contradiction() {
        let report = report(#""s": {"0": 1, "1": 0}, "f": {"0": 0}, "b": {"0": [1, 0]}"#)
        #expect(report.errors == ["/w/a.js maps 3 statements and counts 2"])
        #expect(report.coverage == nil)
    }

    @Test(
        "maps and counters belong together by their ids, in whatever order and form those are written",
        arguments: [#""2": 0, "0": 1, "1": 0"#, #""0": 7, "1": 0, "2": 0, "0": 1"#]
    )
    func ids(_ statements: String) {
        let report = report(#""s": {\#(statements)}, "f": {"0": 0}, "b": {"0": [1, 0]}"#)
        let plain = self.report(#""s": {"0": 1, "1": 0, "2": 0}, "f": {"0": 0}, "b": {"0": [1, 0]}"#)
        #expect(report.coverage == plain.coverage)
        #expect(report.messages == [])
    }
}
