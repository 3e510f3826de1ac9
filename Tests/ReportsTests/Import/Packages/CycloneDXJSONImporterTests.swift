import Core
import Reports
import Testing

/// What a test looks at in an inventory.
func short(_ entry: PackageInventory.Entry) -> String {
    [entry.title, entry.licences.joined(separator: " & "), entry.purl ?? "", entry.isRoot ? "own" : ""]
        .joined(separator: "|")
}

func entries(_ text: String, _ format: String, warnings: [String] = []) -> [String] {
    let report = imported(text)
    #expect(report.format == format)
    #expect(report.errors == [])
    #expect(report.warnings == warnings)
    return report.packages?.entries.map(short) ?? ["none"]
}

@Suite struct CycloneDXJSONImporterTests {
    @Test("what the document is about may be without a name, a package may not; what a source has rejected is nothing")
    func nameless() {
        func bom(_ components: String) -> String {
            #"{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "application", "name": ""}}, "components": [\#(components)], "vulnerabilities": [{"id": "CVE-1", "rejected": "2026-01-01T00:00:00Z"}]}"#
        }
        #expect(entries(bom(#"{"name": "a", "version": "1"}"#), "cyclonedx-json") == ["a 1|||"])
        #expect(imported(bom(#"{"name": "a"}"#)).findings == nil)
        #expect(imported(bom(#"{"version": "1"}"#)).status == .error)
    }

    @Test("components at every depth with their licences; what the document describes is the project's own")
    func components() {
        let text = #"""
            {"bomFormat": "CycloneDX", "specVersion": "1.6",
            "metadata": {"tools": {"components": [{"name": "syft", "version": "1.2"}]},
            "component": {"type": "application", "name": "shop", "components": [{"type": "library", "name": "cart"}]}},
            "components": [
            {"type": "library", "group": "org.a", "name": "b", "version": "1", "purl": "pkg:maven/org.a/b@1",
            "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "License :: OSI Approved :: MIT License"}}]},
            {"type": "library", "name": "c", "licenses": [{"expression": "MIT OR Apache-2.0"}],
            "components": [{"type": "library", "name": "d", "licenses": [{"license": {"name": "Custom"}}]}]},
            {"type": "library", "name": "e", "licenses": [{"license": {"id": "GPL-2.0-only", "acknowledgement": "declared"}},
            {"license": {"id": "MIT", "acknowledgement": "concluded"}}]},
            {"type": "library", "name": "f", "licenses": [{"license": {"name": "NOASSERTION"}}]}]}
            """#
        let expected = [
            "shop|||own", "cart|||own", "org.a/b 1|MIT|pkg:maven/org.a/b@1|", "c|MIT OR Apache-2.0||", "d|Custom||",
            "e|MIT||", "f|||",
        ]
        #expect(entries(text, "cyclonedx-json") == expected)
        #expect(imported(text).tool == "syft 1.2")
        #expect(imported(text).findings == nil)
    }

    @Test("a vulnerability is a finding, one that an analyst settled is suppressed, and EPSS is no severity")
    func vulnerabilities() {
        let text = #"""
            {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
            {"bom-ref": "r1", "type": "library", "name": "p", "version": "1"}], "vulnerabilities": [
            {"id": "CVE-1", "description": "d", "cwes": [79], "ratings": [{"severity": "low"}, {"severity": "high"}],
            "affects": [{"ref": "r1"}]},
            {"id": "CVE-2", "ratings": [{"score": 9.8, "method": "CVSSv31"}, {"score": 0.9, "method": "other"}],
            "analysis": {"state": "not_affected"}},
            {"id": "CVE-3", "ratings": [{"score": 0.03, "method": "other"}], "analysis": {"state": "in_triage"}}]}
            """#
        let expected = [
            "CVE-1|error|high||p 1: d|CWE-79|", "CVE-2|error|critical||||suppressed", "CVE-3|warning|||||",
        ]
        #expect(findings(text, "cyclonedx-json") == expected)
        #expect(scans(text, "cyclonedx-json").map(\.packagesExamined) == [1])
    }

    @Test("a vulnerability of one component carries its package and its other names, so that other scanners' join it")
    func identity() {
        let text = #"""
            {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
            {"bom-ref": "r1", "name": "p", "version": "1", "purl": "pkg:npm/p@1"}, {"bom-ref": "r2", "name": "q"}],
            "vulnerabilities": [
            {"id": "CVE-1", "references": [{"id": "GHSA-1"}, {"id": "CVE-1"}], "affects": [{"ref": "r1"}]},
            {"id": "CVE-2", "affects": [{"ref": "r1"}, {"ref": "r2"}]}, {"id": "CVE-3", "affects": [{"ref": "pkg:npm/z@2"}]}]}
            """#
        let found = imported(text).findings?.findings ?? []
        #expect(found.map(\.aliases) == [["GHSA-1"], [], []])
        #expect(
            found.map(\.package) == [
                Finding.Package(name: "p", version: "1", url: "pkg:npm/p@1"), nil,
                Finding.Package(name: "pkg:npm/z@2", url: "pkg:npm/z@2"),
            ]
        )
    }

    @Test("a document that lists no vulnerability is no scan for them")
    func noScan() {
        let text = #"{"bomFormat": "CycloneDX", "specVersion": "1.4", "components": [], "vulnerabilities": []}"#
        let report = imported(text)
        #expect(report.findings == nil)
        #expect(report.packages == PackageInventory())
        #expect(report.notes == ["lists no component"])
    }

    @Test("what is something else, or nested without end, is refused")
    func refused() {
        let deep = (0..<20).reduce(#"{"name": "x"}"#) { inner, _ in #"{"name": "x", "components": [\#(inner)]}"# }
        expectRefused(
            [
                "{}", "[]", #"{"bomFormat": "Other"}"#, #"{"bomFormat": "CycloneDX", "components": [{}]}"#,
                #"{"bomFormat": "CycloneDX", "components": 3}"#,
                #"{"bomFormat": "CycloneDX", "components": [\#(deep)]}"#,
                #"{"bomFormat": "CycloneDX", "components": [], "components": []}"#,
            ],
            "cyclonedx-json"
        )
    }
}
