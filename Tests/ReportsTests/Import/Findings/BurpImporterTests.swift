import Core
import Reports
import Testing

@Suite struct BurpImporterTests {
    @Test("issues with their weaknesses; false positives are suppressed")
    func issues() {
        func issue(_ severity: String) -> String {
            "<issue><type>5</type><name>XSS</name><host>http://h</host><path>/p</path><severity>\(severity)</severity>"
                + "<vulnerabilityClassifications><![CDATA[<li><a href='x/79.html'>CWE-79: XSS</a></li>]]>"
                + "</vulnerabilityClassifications></issue>"
        }
        let text = #"<issues burpVersion="2023.1">"# + issue("High") + issue("False positive") + "</issues>"
        #expect(
            findings(text, "burp-xml")
                == ["XSS|error|high||http://h/p|CWE-79|", "XSS|warning|||http://h/p|CWE-79|suppressed"]
        )
    }

    @Test("what is something else is refused")
    func refused() { expectRefused([#"<issues/>"#, #"<pmd/>"#, #"<issues burpVersion="1">"#], "burp-xml") }
}
