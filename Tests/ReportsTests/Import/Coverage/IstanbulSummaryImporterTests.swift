import Core
import Criteria
import Reports
import Testing

@Suite struct IstanbulSummaryImporterTests {
    private func totals(_ total: Int, _ covered: Int) -> String {
        let pair = #"{"total": \#(total), "covered": \#(covered)}"#
        return #"{"lines": \#(pair), "statements": \#(pair), "functions": \#(pair), "branches": \#(pair)}"#
    }

    @Test("functions and statements are those of the files; lines and branches are declared only")
    func figures() {
        let report = imported(#"{"total": \#(totals(3, 2)), "/a.js": \#(totals(3, 2))}"#)
        #expect(report.format == "istanbul-summary")
        #expect(report.status == .ok)
        #expect(report.coverage?.totals.lines == nil)
        #expect(report.coverage?.totals.statements == Fraction(covered: 2, total: 3))
        #expect(report.coverage?.declared.lines == Fraction(covered: 2, total: 3))
    }

    @Test("a total that differs is named; one without files, or an impossible one, is an error")
    func contradiction() {
        let lower = imported(#"{"total": \#(totals(4, 2)), "/a.js": \#(totals(3, 2))}"#)
        #expect(lower.errors.first == "declares 2 of 4 lines covered and lists 2 of 3: it contradicts itself")
        let report = imported(#"{"total": \#(totals(4, 3)), "/a.js": \#(totals(3, 2))}"#)
        #expect(report.warnings.first == "declares 4 lines and lists 3; what is listed counts")
        #expect(imported(#"{"total": \#(totals(4, 2))}"#).status == .error)
        #expect(imported(#"{"total": \#(totals(1, 2)), "/a.js": \#(totals(1, 2))}"#).status == .error)
    }
}
