import Core
import Reports
import Testing

@Suite struct SpotBugsImporterTests {
    @Test("priorities are levels; the place is the bug's own line, else the innermost")
    func bugs() {
        let text = """
            <BugCollection version="4.8"><BugInstance type="SQL" priority="1" category="SECURITY" cweid="89">
            <LongMessage>long</LongMessage><Class><SourceLine sourcepath="a/A.java" start="1"/></Class>
            <SourceLine sourcepath="a/A.java" start="9"/></BugInstance>
            <BugInstance type="X" priority="2"><Method><SourceLine sourcepath="B.java" start="4"/></Method></BugInstance>
            <BugInstance type="Y" priority="3"/><Errors errors="2" missingClasses="0"/>
            <FindBugsSummary total_bugs="3"><FileStats path="a/A.java"/><FileStats path="B.java"/></FindBugsSummary>
            </BugCollection>
            """
        #expect(
            findings(
                text,
                "spotbugs",
                warnings: ["spotbugs reports 2 errors of its own run: see its output, and run it again"]
            ) == ["SQL|error||a/A.java:9|long|CWE-89|", "X|warning||B.java:4|||", "Y|note|||||"]
        )
        #expect(scans(text, "spotbugs").map(\.filesExamined) == [2])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"<pmd/>"#, #"<BugCollection>"#], "spotbugs") }
}
