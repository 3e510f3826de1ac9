import Core
import Reports
import Testing

@Suite struct CheckstyleImporterTests {
    @Test("severities in any case are levels; places at zero are none")
    func levels() {
        let text = """
            <checkstyle version="10.1"><file name=".\\src\\A.java">
            <error line="3" column="5" severity="ERROR" message="a &lt; b" source="x.Rule"/>
            <error line="0" severity="warning" message="m" source="y"/><error severity="info" source="z"/>
            </file></checkstyle>
            """
        #expect(
            findings(text, "checkstyle")
                == ["x.Rule|error||src/A.java:3:5|a < b||", "y|warning||src/A.java|m||", "z|note||src/A.java|||"]
        )
        #expect(scans(text, "checkstyle").map(\.filesExamined) == [nil])
    }

    @Test("a clean file shows that all files are listed")
    func scope() {
        let text = #"<checkstyle><file name="a"/><file name="b"><error source="r"/></file></checkstyle>"#
        #expect(scans(text, "checkstyle").map(\.filesExamined) == [2])
        #expect(scans("<checkstyle/>", "checkstyle").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["<pmd/>", "<checkstyle>", "{}", "<checkstyle></x>"], "checkstyle") }
}
