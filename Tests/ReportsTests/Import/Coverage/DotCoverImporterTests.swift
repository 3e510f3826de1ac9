import Core
import Criteria
import Reports
import Testing

@Suite struct DotCoverImporterTests {
    private func report(_ statements: String) -> Report {
        imported(
            """
            <Root CoveredStatements='1' TotalStatements='2'><FileIndices><File Index='4' Name='C:\\a.cs'/></FileIndices>
            <Assembly>\(statements)</Assembly></Root>
            """
        )
    }

    @Test("statements are listed with their lines")
    func figures() {
        let report = report(
            "<Statement FileIndex='4' Line='3' Covered='True'/><Statement FileIndex='4' Line='3' Covered='False'/>"
        )
        #expect(report.format == "dotcover-xml")
        #expect(report.messages == [])
        let file = FileCoverage(
            path: "C:/a.cs",
            lines: [LineCoverage(line: 3, isCovered: true)],
            statements: Fraction(covered: 1, total: 2)
        )
        #expect(report.coverage?.files == [file])
    }

    @Test("totals without statements, and statements of no file, are errors")
    func broken() {
        #expect(report("").status == .error)
        #expect(report("<Statement FileIndex='9' Line='3' Covered='True'/>").status == .error)
    }
}
