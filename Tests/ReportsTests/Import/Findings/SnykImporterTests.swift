import Core
import Reports
import Testing

@Suite struct SnykImporterTests {
    @Test("a problem of a package counts once, licences apart; the project's file is the place")
    func problems() {
        let text = #"""
            {"ok": false, "dependencyCount": 5, "uniqueCount": 2, "displayTargetFile": "pom.xml", "vulnerabilities": [
            {"id": "SNYK-1", "title": "t", "severity": "medium", "packageName": "p", "version": "1",
            "identifiers": {"CWE": ["CWE-611"]}},
            {"id": "SNYK-1", "title": "t", "severity": "medium", "packageName": "p", "version": "1"},
            {"id": "snyk:lic", "title": "GPL", "severity": "high", "packageName": "q", "type": "license"}]}
            """#
        let expected = ["SNYK-1|warning|medium|pom.xml|p 1: t|CWE-611|", "snyk:lic|error|high|pom.xml|q: GPL||"]
        #expect(findings(text, "snyk") == expected)
        #expect(findings("[\(text)]", "snyk") == expected)
        #expect(scans(text, "snyk").map(\.filesExamined) == [1])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [#"{}"#, #"[]"#, #"{"ok": false, "error": "no manifest"}"#, #"{"vulnerabilities": [{}]}"#],
            "snyk"
        )
    }
}
