import Core
import Reports
import Testing

@Suite struct DetectSecretsImporterTests {
    @Test("secrets by file, those that an audit found to be none suppressed; the plugins are the rules")
    func baseline() {
        let text = #"""
            {"version": "1.5.0", "plugins_used": [{"name": "AWSKeyDetector"}, {"name": "HexHighEntropyString", "limit": 3}],
            "filters_used": [], "results": {"s/a.py": [
            {"type": "AWS Access Key", "filename": "s/a.py", "hashed_secret": "25910f981e85ca04", "is_verified": false, "line_number": 1},
            {"type": "Secret Keyword", "hashed_secret": "42440c0fc7d59a6f", "is_verified": true, "line_number": 2, "is_secret": false}]}}
            """#
        let expected = [
            "AWS Access Key|error||s/a.py:1|AWS Access Key (fingerprint 25910f98)|CWE-798|",
            "Secret Keyword|error|critical|s/a.py:2|Secret Keyword (fingerprint 42440c0f, it works)|CWE-798|suppressed",
        ]
        #expect(findings(text, "detect-secrets") == expected)
        let scan = scans(text, "detect-secrets").first
        #expect(scan?.filesExamined == nil)
        #expect(scan?.version == "1.5.0")
        #expect(scan?.rules.map(\.id).prefix(2) == ["AWSKeyDetector", "HexHighEntropyString"])
    }

    @Test("without a plugin nothing was looked for")
    func idle() {
        #expect(
            imported(#"{"plugins_used": [], "results": {}}"#).warnings == [
                "detect-secrets ran no plugin, so that nothing was looked for: see its output, and run it again"
            ]
        )
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            ["{}", "[]", #"{"results": []}"#, #"{"results": {"a": 1}}"#, #"{"results": {"a": [{}]}}"#],
            "detect-secrets"
        )
    }
}
