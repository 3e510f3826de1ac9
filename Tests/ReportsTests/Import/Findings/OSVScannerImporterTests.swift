import Core
import Reports
import Testing

@Suite struct OSVScannerImporterTests {
    @Test("severity is the database's word, else the score of the group")
    func severities() {
        let text = #"""
            {"results": [{"source": {"path": "go.mod"}, "packages": [{"package": {"name": "p", "version": "1"},
            "vulnerabilities": [{"id": "GHSA-1", "summary": "s", "database_specific": {"severity": "MODERATE",
             "cwe_ids": ["CWE-129"]}}, {"id": "GO-2"}, {"id": "GO-3"}],
            "groups": [{"ids": ["GO-2"], "max_severity": "8.6"}]}]}]}
            """#
        #expect(
            findings(text, "osv-scanner") == [
                "GHSA-1|warning|medium|go.mod|p 1: s|CWE-129|", "GO-2|error|high|go.mod|p 1||",
                "GO-3|warning||go.mod|p 1||",
            ]
        )
        #expect(scans(text, "osv-scanner").map(\.filesExamined) == [1])
        #expect(scans(#"{"results": []}"#, "osv-scanner").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                "{}", #"{"results": [{}]}"#, #"{"results": [{"packages": [{"vulnerabilities": 1}]}]}"#,
                #"{"results": [{"packages": [{"vulnerabilities": [{"summary": "s"}]}]}]}"#,
            ],
            "osv-scanner"
        )
    }
}
