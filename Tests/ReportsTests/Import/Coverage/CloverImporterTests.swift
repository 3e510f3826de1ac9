import Core
import Reports
import Testing

@Suite struct CloverImporterTests {
    private func report(_ file: String, metrics: String = "") -> Report {
        imported(
            """
            <coverage generated='1'><project><metrics \(metrics)/><package name='a.b'><file name='C.php'>\(file)</file>
            </package></project><testproject><package name='t'><file name='T'><line num='1' count='1' type='stmt'/></file>
            </package></testproject></coverage>
            """
        )
    }

    @Test("lines are those with statements or conditions; methods are the functions; tests themselves do not count")
    func lines() {
        let report = report(
            """
            <class name='C'><metrics statements='9' coveredstatements='9'/></class><metrics statements='3'
            coveredstatements='1'/><line num='1' type='method' count='2'/><line num='2' type='stmt' count='2'/>
            <line num='3' type='stmt' count='0'/>
            """
        )
        #expect(report.messages == [])
        #expect(report.coverage?.files.map(\.path) == ["a/b/C.php"])
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 2))
        #expect(report.coverage?.totals.statements == Fraction(covered: 1, total: 3))
        #expect(report.coverage?.totals.functions == Fraction(covered: 1, total: 1))
    }

    @Test(
        "a condition with a count lists branches, one without says how often it was true and false",
        arguments: [
            ("count='4' truecount='3' falsecount='1'", Fraction(covered: 3, total: 4)),
            ("truecount='3' falsecount='0'", Fraction(covered: 1, total: 2)),
        ]
    )
    func conditions(_ attributes: String, _ branches: Fraction) {
        let report = report("<line num='1' type='cond' \(attributes)/>")
        #expect(report.coverage?.totals.branches == branches)
        #expect(report.coverage?.totals.lines == Fraction(covered: 1, total: 1))
    }

    @Test("totals that differ are named; totals without a line are an error")
    func declared() {
        let metrics = "statements='3' coveredstatements='1'"
        #expect(
            report("<line num='1' type='stmt' count='1'/>", metrics: metrics).warnings == [
                "declares 3 statements and lists 0; what is listed counts"
            ]
        )
        #expect(report("", metrics: metrics).status == .error)
        #expect(report("").warnings == ["no coverable line"])
        #expect(report("<line num='1' type='stmt'/>").status == .error)
    }
}
