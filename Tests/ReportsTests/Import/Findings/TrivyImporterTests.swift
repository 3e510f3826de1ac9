import Core
import Reports
import Testing

@Suite struct TrivyImporterTests {
    @Test("four kinds of problems are told apart by tags and scans")
    func kinds() {
        let text = #"""
            {"SchemaVersion": 2, "ArtifactName": ".", "Results": [
            {"Target": "go.mod", "Class": "lang-pkgs", "Vulnerabilities": [{"VulnerabilityID": "CVE-1", "PkgName": "p",
             "InstalledVersion": "1", "Title": "t", "Severity": "CRITICAL", "CweIDs": ["CWE-79"]}]},
            {"Target": "main.tf", "Class": "config", "Misconfigurations": [{"ID": "M", "Message": "m", "Status": "FAIL",
             "Severity": "low", "CauseMetadata": {"StartLine": 4}}, {"ID": "N", "Status": "PASS", "Message": "fine"}]},
            {"Target": "k", "Class": "secret", "Secrets": [{"RuleID": "S", "Title": "key", "Severity": "HIGH", "StartLine": 2}]},
            {"Target": "OS", "Class": "license", "Licenses": [{"Name": "GPL", "PkgName": "q", "Severity": "UNKNOWN"}]}]}
            """#
        #expect(
            findings(text, "trivy") == [
                "CVE-1|error|critical|go.mod|p 1: t|CWE-79|", "M|note|low|main.tf:4|m||", "S|error|high|k:2|key||",
                "GPL|warning||OS|q||",
            ]
        )
        #expect(
            scans(text, "trivy").map { "\($0.tool) \($0.filesExamined ?? 0)" }
                == ["trivy 1", "trivy config 1", "trivy secret 1", "trivy license 0"]
        )
    }

    @Test("a scan of configurations alone is no scan for vulnerabilities, and no result states no scope")
    func scope() {
        let config = #"{"SchemaVersion": 2, "Results": [{"Target": "a.tf", "Class": "config"}]}"#
        #expect(scans(config, "trivy").map(\.tool) == ["trivy config"])
        let empty = scans(#"{"SchemaVersion": 2, "ArtifactName": "."}"#, "trivy")
        #expect(empty.map(\.tool) == ["trivy"])
        #expect(empty.map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                "{}", "[]", #"{"SchemaVersion": 2, "Results": {}}"#, #"{"SchemaVersion": 2, "Results": [1]}"#,
                #"{"SchemaVersion": 2, "Results": [{"Class": "os-pkgs", "Vulnerabilities": {}}]}"#,
                #"{"SchemaVersion": 2, "Results": [{"Class": "new"}]}"#, #"{"Results": [], "Results": []}"#,
            ],
            "trivy"
        )
    }
}
