import Core
import Reports
import Testing

@Suite struct SonarCoverageImporterTests {
    private func report(_ lines: String) -> Report {
        imported("<coverage version='1'><file path='src/a.c'>\(lines)</file></coverage>")
    }

    @Test("lines and branches are read")
    func lines() {
        let report = report(
            "<lineToCover lineNumber='1' covered='true' branchesToCover='4' coveredBranches='1'/>"
                + "<lineToCover lineNumber='2' covered='false'/>"
        )
        #expect(report.messages == [])
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 2))
        #expect(report.coverage?.totals.branches == Fraction(covered: 1, total: 4))
        #expect(self.report("").warnings == ["no coverable line"])
    }

    @Test(
        "a line that does not say what it must is an error",
        arguments: [
            "covered='true'", "lineNumber='1'", "lineNumber='1' covered='yes'",
            "lineNumber='1' covered='true' branchesToCover='1' coveredBranches='2'",
        ]
    )
    func broken(_ attributes: String) { #expect(report("<lineToCover \(attributes)/>").status == .error) }
}
