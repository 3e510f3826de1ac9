import Core
import Reports
import Testing

@Suite struct GitHubSecretScanningImporterTests {
    private func alert(_ state: String, _ more: String = "") -> String {
        #"{"number": 42, "state": "\#(state)", "secret_type": "aws_key", "secret_type_display_name": "AWS key", "secret": "x"\#(more)}"#
    }

    @Test("open alerts count, resolved ones are suppressed, and a revoked secret is gone")
    func states() {
        let place =
            #", "validity": "active", "first_location_detected": {"path": "a.env", "start_line": 3, "commit_sha": "0123456789abc"}"#
        let text = """
            [\(alert("open", place)), \(alert("resolved", #", "resolution": "false_positive""#)),
            \(alert("resolved", #", "resolution": "revoked""#))]
            """
        let expected = [
            "aws_key|error|critical|a.env:3|AWS key, alert 42 (commit 0123456789, it works)|CWE-798|",
            "aws_key|error|||AWS key, alert 42|CWE-798|suppressed",
        ]
        #expect(findings(text, "github-secret-scanning") == expected)
        #expect(imported(text).notes == ["1 alerts are fixed and left out"])
    }

    @Test("what is something else is refused")
    func refused() { expectRefused(["{}", "[{}]", "[\(alert("odd"))]"], "github-secret-scanning") }
}
