import Core
import Reports
import Testing

@Suite struct GitHubDependabotImporterTests {
    private func alert(_ state: String) -> String {
        #"""
        {"number": 2, "state": "\#(state)", "dependency": {"package": {"ecosystem": "npm", "name": "lodash"}, "manifest_path": "package-lock.json"},
        "security_advisory": {"ghsa_id": "GHSA-1", "cve_id": "CVE-1", "summary": "s", "severity": "high", "cwes": [{"cwe_id": "CWE-400"}]},
        "security_vulnerability": {"severity": "high", "vulnerable_version_range": "< 4.17.21"}}
        """#
    }

    @Test("an alert is a vulnerability of a package in the file that names it")
    func alerts() {
        let text = "[\(alert("open")), \(alert("auto_dismissed")), \(alert("fixed"))]"
        let base = "CVE-1|error|high|package-lock.json|lodash < 4.17.21: s|CWE-400|"
        #expect(findings(text, "github-dependabot") == [base, base + "suppressed"])
        #expect(scans(text, "github-dependabot").map(\.filesExamined) == [nil])
    }

    @Test("an alert is known by its advisory and its package, so that other scanners' findings join it")
    func identity() {
        let finding = imported("[\(alert("open"))]").findings?.findings.first
        #expect(finding?.aliases == ["GHSA-1"])
        #expect(finding?.package == Finding.Package(name: "lodash"))
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", "[{}]", "[\(alert("odd"))]", "[3]"], "github-dependabot") }
}
