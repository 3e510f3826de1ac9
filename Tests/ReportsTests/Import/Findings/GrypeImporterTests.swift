import Core
import Reports
import Testing

@Suite struct GrypeImporterTests {
    @Test("matches, ignored ones suppressed; nothing says how much was examined")
    func matches() {
        let text = #"""
            {"matches": [{"vulnerability": {"id": "CVE-1", "severity": "Negligible", "cwes": [{"cwe": "CWE-20"}]},
            "artifact": {"name": "p", "version": "1", "locations": [{"path": "/lib/apk"}]}}],
            "ignoredMatches": [{"vulnerability": {"id": "CVE-2", "severity": "High"}, "artifact": {"name": "q"}}],
            "descriptor": {"name": "grype", "version": "0.79"}}
            """#
        #expect(
            findings(text, "grype") == ["CVE-1|note|info|/lib/apk|p 1|CWE-20|", "CVE-2|error|high||q||suppressed"]
        )
        #expect(scans(text, "grype").map(\.filesExamined) == [nil])
        #expect(scans(text, "grype").map(\.version) == ["0.79"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", #"{"matches": null}"#, #"{"matches": [{}]}"#, "[]"], "grype") }
}
