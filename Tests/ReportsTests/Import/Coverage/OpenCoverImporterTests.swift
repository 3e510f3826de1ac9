import Core
import Reports
import Testing

@Suite struct OpenCoverImporterTests {
    private func report(_ points: String, declared: Int = 2) -> Report {
        imported(
            """
            <CoverageSession><Summary numSequencePoints='\(declared)'/><Modules><Module><Files><File uid='7'
            fullPath='C:\\w\\a.cs'/></Files><Classes><Class><Methods><Method><FileRef uid='7'/>\(points)</Method></Methods>
            </Class></Classes></Module></Modules></CoverageSession>
            """
        )
    }

    @Test("sequence points are statements; their first lines are the lines")
    func points() {
        let report = report(
            """
            <SequencePoints><SequencePoint vc='0' sl='3' el='4'/><SequencePoint vc='2' sl='3' fileid='7'/></SequencePoints>
            <BranchPoints><BranchPoint vc='0' sl='3' fileid='7'/></BranchPoints>
            """
        )
        #expect(report.messages == [])
        #expect(report.coverage?.files.map(\.path) == ["C:/w/a.cs"])
        #expect(report.coverage?.files.first?.lines == [LineCoverage(line: 3, isCovered: true, branches: 1)])
        #expect(report.coverage?.totals.functions == Fraction(covered: 1, total: 1))
        #expect(report.coverage?.totals.statements == Fraction(covered: 1, total: 2))
    }

    @Test("points declared and not listed are an error, other totals a warning")
    func declared() {
        #expect(report("").status == .error)
        #expect(report("", declared: 0).warnings == ["no sequence point"])
        #expect(
            report("<SequencePoint vc='0' sl='3'/>").warnings == [
                "declares 2 sequence points and lists 1; what is listed counts"
            ]
        )
        #expect(report("<SequencePoint sl='3'/>").status == .error)
    }
}
