import Core
import Reports
import Testing

@Suite struct CppcheckImporterTests {
    @Test("the first location; severities are levels")
    func errors() {
        let text = """
            <results version="2"><cppcheck version="2.13"/><errors>
            <error id="nullPointer" severity="error" msg="m" cwe="476"><location file="a.c" line="3" column="4"/>
            <location file="b.c" line="9"/></error><error id="x" severity="portability" msg="n"/></errors></results>
            """
        #expect(findings(text, "cppcheck") == ["nullPointer|error||a.c:3:4|m|CWE-476|", "x|note|||n||"])
        #expect(scans(text, "cppcheck").map(\.version) == ["2.13"])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused([#"<results/>"#, #"<results><error file="a"/></results>"#, #"<errors/>"#], "cppcheck")
    }
}
