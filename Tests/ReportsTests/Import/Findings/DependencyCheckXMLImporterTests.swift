import Core
import Reports
import Testing

@Suite struct DependencyCheckXMLImporterTests {
    @Test("severities in any case; suppressed vulnerabilities stay so")
    func dependencies() {
        let text = """
            <analysis xmlns="x"><scanInfo><engineVersion>9.0</engineVersion></scanInfo><dependencies><dependency>
            <filePath>a.jar</filePath><vulnerabilities><vulnerability><name>CVE-1</name><severity>Critical</severity>
            <cwes><cwe>CWE-20</cwe></cwes></vulnerability><suppressedVulnerability><name>CVE-2</name>
            <severity>LOW</severity><cwe>CWE-79 XSS</cwe></suppressedVulnerability></vulnerabilities></dependency>
            </dependencies></analysis>
            """
        #expect(
            findings(text, "dependency-check-xml")
                == ["CVE-1|error|critical|a.jar||CWE-20|", "CVE-2|note|low|a.jar||CWE-79|suppressed"]
        )
        #expect(scans(text, "dependency-check-xml").map(\.filesExamined) == [1])
    }

    @Test("no dependency is a warning")
    func empty() {
        let text = "<analysis><scanInfo/><dependencies/></analysis>"
        #expect(
            findings(text, "dependency-check-xml", warnings: ["lists no dependency: nothing was examined"]) == []
        )
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused([#"<analysis/>"#, #"<pmd/>"#, #"<analysis><dependencies>"#], "dependency-check-xml")
    }
}
