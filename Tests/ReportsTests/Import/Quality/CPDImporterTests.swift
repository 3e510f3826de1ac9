import Core
import Criteria
import Reports
import Testing

@Suite struct CPDImporterTests {
    private let copies = """
        <duplication lines="20" tokens="90"><file line="3" path="src\\A.java"/><file line="9" path="src/B.java"/>
        <file line="30" path="src/B.java"/><codefragment><![CDATA[x]]></codefragment></duplication>
        """

    @Test("all copies but one are duplicated lines; there is no share of them")
    func lines() {
        let report = imported("<pmd-cpd pmdVersion=\"7.3.0\">\(copies)</pmd-cpd>")
        #expect(report.format == "cpd")
        #expect(report.tool == "PMD CPD 7.3.0")
        #expect(report.measurements.map(\.metric) == ["duplication.duplicated_lines"])
        #expect(report.measurements.first?.value == 40)
        #expect(report.measurements.first?.dimension == .count)
        #expect(
            report.measurements.first?.offenders == [
                Offender(
                    name: "duplicate",
                    file: "src/A.java",
                    line: 3,
                    detail: "20 lines, also in src/B.java:9, src/B.java:30"
                )
            ]
        )
    }

    @Test("no duplication is 0 lines where files are listed, and nothing where none is")
    func none() {
        let listed = imported(#"<pmd-cpd><file path="a.c" totalNumberOfTokens="9"/></pmd-cpd>"#)
        #expect(listed.measurements.first?.value == 0)
        #expect(listed.measurements.first?.samples == 1)
        let empty = imported("<pmd-cpd/>")
        #expect(empty.measurements == [])
        #expect(empty.warnings == ["no duplication, and no file that was looked at is named"])
    }

    @Test(
        "a duplication without lines or without a second place is an error",
        arguments: [
            #"<duplication tokens="9"><file path="a"/><file path="b"/></duplication>"#,
            #"<duplication lines="9"><file path="a"/></duplication>"#,
            #"<duplication lines="99999999999"><file path="a"/><file path="b"/></duplication>"#,
        ]
    )
    func broken(_ text: String) { #expect(imported("<pmd-cpd>\(text)</pmd-cpd>").status == .error) }
}
