import Core
import Reports
import Testing

@Suite struct ZAPImporterTests {
    @Test("an alert is one finding; false positives are suppressed")
    func alerts() {
        func alert(_ id: Int, _ risk: Int, _ confidence: Int) -> String {
            "<alertitem><pluginid>\(id)</pluginid><name>n</name><riskcode>\(risk)</riskcode><confidence>\(confidence)"
                + "</confidence><instances><instance><uri>u</uri></instance></instances><count>2</count>"
                + "<cweid>89</cweid></alertitem>"
        }
        let text = """
            <OWASPZAPReport version="2.14"><site name="http://h"><alerts>\(alert(1, 3, 2))\(alert(2, 0, 0))</alerts></site>
            </OWASPZAPReport>
            """
        #expect(
            findings(text, "zap-xml") == [
                "1|error|high||n, http://h, 2 times|CWE-89|", "2|note|info||n, http://h, 2 times|CWE-89|suppressed",
            ]
        )
        #expect(imported("<OWASPZAPReport/>").warnings == ["lists no site: nothing was examined"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"<report/>"#, #"<OWASPZAPReport>"#], "zap-xml") }
}
