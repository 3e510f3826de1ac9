import Core
import Reports
import Testing

@Suite struct CycloneDXXMLImporterTests {
    @Test("the same as in JSON: components at every depth, licences, vulnerabilities")
    func components() {
        let text = """
            <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><metadata>
            <tools><tool><name>cdxgen</name><version>9</version></tool></tools>
            <component type="application"><name>shop</name></component></metadata>
            <components><component type="library" bom-ref="r"><group>g</group><name>a</name><version>1</version>
            <licenses><expression>MIT OR ISC</expression></licenses><purl>pkg:npm/a@1</purl>
            <components><component type="library"><name>b</name><licenses><license><id>MIT</id></license>
            <license><name>License :: Other</name></license></licenses></component></components></component></components>
            <vulnerabilities><vulnerability><id>CVE-1</id><ratings><rating><score>7.5</score><method>CVSSv3</method>
            </rating></ratings><cwes><cwe>79</cwe></cwes><analysis><state>false_positive</state></analysis>
            <affects><target><ref>r</ref></target></affects></vulnerability></vulnerabilities></bom>
            """
        #expect(
            entries(text, "cyclonedx-xml") == ["shop|||own", "g/a 1|MIT OR ISC|pkg:npm/a@1|", "b|MIT||"]
        )
        #expect(findings(text, "cyclonedx-xml") == ["CVE-1|error|high||g/a 1|CWE-79|suppressed"])
        #expect(imported(text).tool == "cdxgen 9")
    }

    @Test("vulnerabilities below a component, as the older extension writes them")
    func extensionOf2019() {
        let text = """
            <bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0">
            <components><component type="library"><name>a</name><v:vulnerabilities><v:vulnerability ref="x">
            <v:id>CVE-9</v:id><v:ratings><v:rating><v:score><v:base>9.1</v:base></v:score><v:severity>Critical</v:severity>
            </v:rating></v:ratings></v:vulnerability></v:vulnerabilities></component></components></bom>
            """
        #expect(findings(text, "cyclonedx-xml") == ["CVE-9|error|critical||a||"])
    }

    @Test("what is something else, cut short, or nested without end is refused")
    func refused() {
        let start = String(repeating: "<component><name>x</name><components>", count: 20)
        let end = String(repeating: "</components></component>", count: 20)
        expectRefused(
            [
                "<other/>", "<bom><components><component/></components></bom>", "<bom><components>",
                "<bom><components>\(start)<component><name>y</name></component>\(end)</components></bom>",
            ],
            "cyclonedx-xml"
        )
    }
}
