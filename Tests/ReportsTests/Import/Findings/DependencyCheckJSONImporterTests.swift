import Core
import Reports
import Testing

@Suite struct DependencyCheckJSONImporterTests {
    @Test("dependencies are files; suppressed vulnerabilities stay so")
    func dependencies() {
        let text = #"""
            {"reportSchema": "1.1", "scanInfo": {"engineVersion": "9.0"}, "dependencies": [{"filePath": "lib\\a.jar",
            "vulnerabilities": [{"name": "CVE-1", "severity": "HIGH", "cwes": ["CWE-20"], "description": "d"}],
            "suppressedVulnerabilities": [{"name": "CVE-2", "severity": "low"}]}, {"fileName": "b.jar"}]}
            """#
        #expect(
            findings(text, "dependency-check-json")
                == ["CVE-1|error|high|lib/a.jar|d|CWE-20|", "CVE-2|note|low|lib/a.jar|||suppressed"]
        )
        #expect(scans(text, "dependency-check-json").map(\.filesExamined) == [2])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                #"{}"#, #"{"dependencies": 1}"#, #"{"dependencies": [{"vulnerabilities": 1}]}"#,
                #"{"dependencies": [{"vulnerabilities": [{}]}]}"#,
            ],
            "dependency-check-json"
        )
    }
}
