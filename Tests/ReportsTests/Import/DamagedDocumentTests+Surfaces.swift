extension DamagedDocumentTests {
    /// Packages, contracts and alerts.
    static let surfaces =
        SecretHygieneTests.reports.map { Document(format: $0.format, text: $0.text) } + [
            Document(
                format: "pip-licenses",
                text: #"[{"License": "MIT License", "Name": "a", "Version": "1"},"#
                    + #" {"License": "UNKNOWN", "Name": "b", "Version": "2"}]"#
            ),
            Document(
                format: "license-checker",
                text: #"{"a@1.0.0": {"licenses": "MIT", "path": "/a"}, "@s/b@2.0.0": {"licenses": ["MIT", "ISC"]}}"#
            ),
            Document(
                format: "oasdiff",
                text: #"[{"id": "x", "text": "t", "level": 3, "operation": "GET", "path": "/a"},"#
                    + #" {"id": "y", "level": 1, "operation": "GET", "path": "/b"}]"#
            ),
            Document(
                format: "github-code-scanning",
                text: #"[{"number": 4, "state": "open", "rule": {"id": "r", "severity": "error"},"#
                    + #" "tool": {"name": "T"}, "most_recent_instance": {"location": {"path": "a.js", "start_line": 9}}}]"#
            ),
            Document(
                format: "github-dependabot",
                text: #"[{"number": 2, "state": "open", "dependency": {"package": {"name": "p"}},"#
                    + #" "security_advisory": {"ghsa_id": "GHSA-1", "summary": "s", "severity": "high"}}]"#
            ),
            Document(
                format: "pact-verification",
                text: #"{"summary": {}, "matrix": [{"consumer": {"name": "a"}, "provider": {"name": "b"},"#
                    + #" "verificationResult": {"success": true}}]}"#
            ),
        ]
}
