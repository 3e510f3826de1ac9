import Core
import Reports
import Testing

@Suite struct PMDImporterTests {
    @Test("priorities are levels; errors of the run are a warning, suppressed violations no findings")
    func priorities() {
        let violations = (1...5).map {
            #"<violation beginline="2" begincolumn="3" rule="R" priority="\#($0)"> m </violation>"#
        }
        let text = """
            <pmd version="7.0"><file name="./A.java">\(violations.joined())</file><error filename="B" msg="x"/>
            <suppressedviolation filename="A"/></pmd>
            """
        let place = "A.java:2:3|m||"
        #expect(
            findings(text, "pmd", warnings: ["pmd could not examine B: see its output, and run it again"])
                == ["error", "error", "warning", "note", "note"].map { "R|\($0)||\(place)" }
        )
        #expect(scans(text, "pmd").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"<checkstyle/>"#, #"<pmd>"#, #"<pmd><file></pmd>"#], "pmd") }
}
