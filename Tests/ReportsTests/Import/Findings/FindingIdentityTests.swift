import Core
import Reports
import Testing

@Suite("What tells a finding from others")
struct FindingIdentityTests {
    /// `aliases | name version url` of the first finding.
    private func identity(_ text: String, _ format: String) -> String? {
        imported(text, format: format).findings?.findings.first.map { finding in
            let package = finding.package
            let parts = [package?.name, package?.version, package?.url].compactMap(\.self)
            return "\(finding.aliases.joined(separator: ",")) | \(parts.joined(separator: " "))"
        }
    }

    @Test(
        "scanners' own names for a vulnerability and its package are kept",
        arguments: [
            (
                "trivy",
                #"""
                {"SchemaVersion": 2, "Results": [{"Target": "go.mod", "Class": "lang-pkgs", "Vulnerabilities": [
                {"VulnerabilityID": "CVE-1", "VendorIDs": ["GHSA-2"], "PkgName": "p", "InstalledVersion": "1",
                "PkgIdentifier": {"PURL": "pkg:golang/p@1", "UID": "x"}}]}]}
                """#, "GHSA-2 | p 1 pkg:golang/p@1"
            ),
            (
                "grype",
                #"""
                {"matches": [{"vulnerability": {"id": "GHSA-1"}, "relatedVulnerabilities": [{"id": "CVE-2"}],
                "artifact": {"name": "p", "version": "1", "purl": "pkg:npm/p@1"}}], "descriptor": {}}
                """#, "CVE-2 | p 1 pkg:npm/p@1"
            ),
            (
                "osv-scanner",
                #"""
                {"results": [{"source": {"path": "go.mod"}, "packages": [{"package": {"name": "p", "version": "1"},
                "vulnerabilities": [{"id": "GO-1", "aliases": ["CVE-2"]}], "groups": [{"ids": ["GO-1", "GHSA-3"]}]}]}]}
                """#, "CVE-2,GHSA-3 | p 1"
            ),
            (
                "npm-audit",
                #"""
                {"advisories": {"7": {"github_advisory_id": "GHSA-1", "cves": ["CVE-2"], "module_name": "p", "title": "t",
                "findings": [{"version": "1"}]}}, "metadata": {}}
                """#, "CVE-2 | p 1"
            ),
            (
                "pip-audit",
                #"[{"name": "p", "version": "1", "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-2", "GHSA-3"]}]}]"#,
                "CVE-2,GHSA-3 | p 1"
            ),
            (
                "snyk",
                #"""
                {"ok": false, "dependencyCount": 5, "vulnerabilities": [{"id": "SNYK-1", "title": "t",
                "packageName": "p", "version": "1", "identifiers": {"CVE": ["CVE-2"], "GHSA": ["GHSA-3"]}}]}
                """#, "CVE-2,GHSA-3 | p 1"
            ),
            (
                "gitlab-security",
                #"""
                {"version": "15", "scan": {"type": "dependency_scanning"}, "vulnerabilities": [{"name": "n", "severity": "Low",
                "location": {"file": "f", "dependency": {"package": {"name": "p"}, "version": "1"}},
                "identifiers": [{"type": "cve", "value": "CVE-1"}, {"type": "ghsa", "value": "GHSA-2"}]}]}
                """#, "GHSA-2 | p 1"
            ),
            (
                "dependency-check-json",
                #"""
                {"reportSchema": "1.1", "dependencies": [{"filePath": "a.jar", "packages": [{"id": "pkg:maven/g/p@1"}],
                "vulnerabilities": [{"name": "CVE-1"}]}]}
                """#, " | p 1 pkg:maven/g/p@1"
            ),
            (
                "dependency-check-xml",
                #"""
                <analysis><scanInfo/><dependencies><dependency><filePath>a.jar</filePath><identifiers><package>
                <id>pkg:maven/g/p@1</id></package></identifiers><vulnerabilities><vulnerability><name>CVE-1</name>
                </vulnerability></vulnerabilities></dependency></dependencies></analysis>
                """#, " | p 1 pkg:maven/g/p@1"
            ),
        ]
    )
    func vulnerabilities(format: String, text: String, expected: String) {
        #expect(identity(text, format) == expected)
    }

    @Test(
        "SARIF: the tool's fingerprints, else the code at the place without white space",
        arguments: [
            (#""partialFingerprints": {"b": "2", "a": "1"}"#, "a=1 b=2"),
            (#""fingerprints": {"f": "9", "odd": {"x": 1}}, "partialFingerprints": 3"#, "f=9"),
            (#""locations": [{"physicalLocation": {"region": {"snippet": {"text": " eval( x )\n"}}}}]"#, "eval(x)"),
            (#""locations": [{"physicalLocation": {"region": {"snippet": {"text": " \n"}}}}]"#, nil),
            (#""partialFingerprints": {}"#, nil),
        ]
    )
    func sarif(members: String, expected: String?) {
        let text = """
            {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": [{"ruleId": "r", \(members)}]}]}
            """
        let report = imported(text, format: "sarif")
        #expect(report.errors == [])
        #expect(report.findings?.findings.map(\.fingerprint) == [expected])
    }

    @Test("many fingerprints of one result are bounded, and what follows them is read")
    func bounded() {
        let many = (0..<100).map { "\"f\($0)\": \"v\"" }.joined(separator: ", ")
        let text = """
            {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results":
            [{"partialFingerprints": {\(many)}, "ruleId": "r"}, {"ruleId": "s"}]}]}
            """
        let findings = imported(text, format: "sarif").findings?.findings ?? []
        #expect(findings.map(\.rule) == ["r", "s"])
        #expect((findings.first?.fingerprint?.utf8.count ?? 0) < 100)
    }

    @Test(
        "the age of the database is read where the scanner states it",
        arguments: [
            ("grype", #"{"matches": [], "descriptor": {"db": {"built": "2023-05-17T01:32:43Z"}}}"#, 1_684_287_163),
            (
                "grype", #"{"matches": [], "descriptor": {"db": {"status": {"built": "2023-05-17T01:32:43Z"}}}}"#,
                1_684_287_163
            ),
            (
                "dependency-check-json",
                #"""
                {"reportSchema": "1.1", "dependencies": [{"fileName": "a"}], "scanInfo": {"dataSource": [
                {"name": "NVD CVE Checked", "timestamp": "2021-11-16T08:22:36"}, {"name": "KEV", "timestamp": "2022-01-01T00:00:00"}]}}
                """#, 1_637_050_956
            ),
            ("grype", #"{"matches": [], "descriptor": {"db": {"built": "yesterday"}}}"#, nil),
        ] as [(String, String, Double?)]
    )
    func databaseAge(format: String, text: String, expected: Double?) {
        #expect(scans(text, format).map(\.databaseBuilt) == [expected])
    }

    @Test("linters' files are kept by name, so that two linters of one file can be told")
    func files() {
        let eslint = #"[{"filePath": "/p/a.js", "messages": []}, {"filePath": "/p/b.js", "messages": []}]"#
        #expect(scans(eslint, "eslint-json").map(\.files) == [["/p/a.js", "/p/b.js"]])
        let sarif = """
            {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": [],
            "artifacts": [{"location": {"uri": "src/a.c"}}, {"location": {"uri": "src/b.c"}}]}]}
            """
        #expect(scans(sarif, "sarif").map(\.files) == [["src/a.c", "src/b.c"]])
    }
}
