import Core
import Reports
import Testing

@Suite struct NPMAuditImporterTests {
    @Test("version 2: one finding for each vulnerable package")
    func packages() {
        let text = #"""
            {"auditReportVersion": 2, "vulnerabilities": {"a": {"severity": "high", "range": "<2", "nodes": ["node_modules/a"],
            "via": [{"title": "t", "severity": "low"}, {"title": "u", "severity": "high", "cwe": ["CWE-79"],
            "url": "https://github.com/advisories/GHSA-1"}]}, "b": {"severity": "moderate", "via": ["a"]}},
            "metadata": {"vulnerabilities": {"total": 2}, "dependencies": {"total": 40}}}
            """#
        #expect(
            findings(text, "npm-audit") == [
                "GHSA-1|error|high|node_modules/a|a <2: u|CWE-79|",
                "npm-b|warning|medium||b: depends on vulnerable versions of a||",
            ]
        )
        #expect(scans(text, "npm-audit").map(\.filesExamined) == [1])
    }

    @Test("version 1: one finding for each advisory")
    func advisories() {
        let text = #"""
            {"advisories": {"7": {"id": 7, "module_name": "m", "title": "t", "severity": "critical", "cwe": "CWE-94"}},
            "metadata": {"vulnerabilities": {"critical": 9}, "totalDependencies": 0}}
            """#
        #expect(findings(text, "npm-audit") == ["npm-7|error|critical||m: t|CWE-94|"])
        #expect(scans(text, "npm-audit").map(\.filesExamined) == [nil])
    }

    @Test("an audit that failed is refused")
    func refused() {
        expectRefused(
            ["{}", #"{"error": {"summary": "no lock file"}}"#, #"{"auditReportVersion": 2, "vulnerabilities": []}"#],
            "npm-audit"
        )
    }
}
