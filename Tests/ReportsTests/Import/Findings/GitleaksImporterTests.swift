import Core
import Reports
import Testing

@Suite struct GitleaksImporterTests {
    @Test("a leak with its rule, its place and its commit; what was examined is not said")
    func leaks() {
        let text = #"""
            [{"RuleID": "aws-access-token", "Description": "AWS", "StartLine": 7, "EndLine": 7, "StartColumn": 3,
            "Match": "m", "Secret": "s", "File": "src/a.py", "Commit": "0123456789abcdef", "Fingerprint": "f"}]
            """#
        let expected = "aws-access-token|error||src/a.py:7:3|AWS (commit 0123456789)|CWE-798|"
        #expect(findings(text, "gitleaks") == [expected])
        #expect(scans(text, "gitleaks").map(\.filesExamined) == [nil])
    }

    @Test("versions up to 7 have other names; the leak itself is not read there either")
    func version7() {
        let text = #"""
            [{"line": "key = s3cret", "offender": "s3cret", "lineNumber": 4, "commit": "0123456789abcdef", "rule": "R",
            "file": "f.pem", "date": "2026-01-01T00:00:00Z"}]
            """#
        #expect(findings(text, "gitleaks") == ["R|error||f.pem:4|R (commit 0123456789)|CWE-798|"])
    }

    @Test("an empty list is of no format; named, it is a scan of unknown scope")
    func empty() {
        #expect(imported("[]").status == .error)
        let report = imported("[]", format: "gitleaks")
        #expect(report.findings?.findings == [])
        #expect(report.findings?.scans.map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", "[{}]", "[1]", "null"], "gitleaks") }
}
