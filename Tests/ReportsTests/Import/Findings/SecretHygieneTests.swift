import Core
import Reports
import Scanning
import Testing
import Wire

/// Reports of secrets that hold the secret: nothing of it may be kept, shown or written anywhere.
struct SecretHygieneTests {
    static let secret = "hunter2-Zq8vK3mX9pL"

    static let reports: [(format: String, text: String)] = [
        (
            "gitleaks",
            #"[{"RuleID": "generic", "Description": "d", "StartLine": 3, "File": "a.py", "Match": "k = \#(secret)", "Secret": "\#(secret)", "Line": "\#(secret)", "Commit": "0123456789abcdef", "Message": "\#(secret)"}]"#
        ),
        (
            "trufflehog",
            #"{"SourceMetadata": {"Data": {"Git": {"commit": "0123456789abcdef", "file": "a.py", "line": 3, "email": "\#(secret)"}}}, "DetectorName": "AWS", "Verified": true, "Raw": "\#(secret)", "RawV2": "\#(secret)", "Redacted": "\#(secret)", "ExtraData": {"account": "\#(secret)"}}"#
        ),
        (
            "github-secret-scanning",
            #"[{"number": 1, "state": "open", "secret_type": "aws", "secret": "\#(secret)"}]"#
        ),
        (
            "detect-secrets",
            #"{"plugins_used": [{"name": "P"}], "results": {"a.py": [{"type": "T", "hashed_secret": "42440c0fc7d59a6f", "line_number": 3, "secret_value": "\#(secret)"}]}}"#
        ),
    ]

    @Test("the secret is in neither the report, what `inspect` prints, nor a summary", arguments: reports)
    func absent(format: String, text: String) {
        let report = imported(text)
        #expect(report.format == format)
        #expect(report.findings?.findings.count == 1)
        let shown = "\(report)" + InspectionOutput.json(report).text()
        let summary = String(decoding: SummaryCodec.encode(RunSummary(reports: [report])), as: UTF8.self)
        #expect(!shown.contains(Self.secret))
        #expect(!summary.contains(Self.secret))
        #expect(summary.contains("findings"))
    }

    @Test("nor is it where the report is cut or damaged", arguments: reports)
    func damaged(format: String, text: String) {
        let bytes = Array(text.utf8)
        for end in stride(from: 1, to: bytes.count, by: 3) {
            for name in [nil, format] {
                let report = imported(bytes: Array(bytes[..<end]), format: name)
                #expect(!InspectionOutput.json(report).text().contains(Self.secret), "cut at \(end)")
            }
        }
    }
}
