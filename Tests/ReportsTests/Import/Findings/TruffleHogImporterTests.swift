import Core
import Reports
import Testing

@Suite struct TruffleHogImporterTests {
    private let leak = #"""
        {"SourceMetadata": {"Data": {"Filesystem": {"file": "./k.env", "line": 2}}}, "SourceName": "trufflehog - filesystem", "DetectorName": "Github", "Verified": false, "Raw": "x"}
        """#

    private func log(_ message: String, _ more: String = "") -> String {
        #"{"level": "info-0", "ts": "2026-01-01T00:00:00Z", "logger": "trufflehog", "msg": "\#(message)"\#(more)}"#
    }

    @Test("a line is a secret; one that was tried and works is critical")
    func secrets() {
        let works = leak.replacing("false", with: "true").replacing("Github", with: "AWS")
        let expected = [
            "Github|error||k.env:2|Github secret (not known to work)|CWE-798|",
            "AWS|error|critical|k.env:2|AWS secret (it works)|CWE-798|",
        ]
        #expect(findings("\(leak)\n\(works)\n", "trufflehog") == expected)
        #expect(scans(leak, "trufflehog").map(\.filesExamined) == [nil])
    }

    @Test("what it logs says how much was scanned, so that none found means something")
    func scope() {
        let text = log("running source") + "\n" + log("finished scanning", #", "chunks": 12, "bytes": 900"#) + "\n"
        #expect(findings(text, "trufflehog") == [])
        #expect(scans(text, "trufflehog").map(\.filesExamined) == [12])
        let nothing = log("finished scanning", #", "chunks": 0"#)
        #expect(scans(nothing, "trufflehog").map(\.filesExamined) == [nil])
    }

    @Test("what is something else is refused")
    func refused() {
        let other = #"{"level": "info", "ts": 1, "logger": "other", "msg": "finished scanning", "chunks": 5}"#
        expectRefused(["{}", "[]", "1", other, "\(leak)\n{\"a\": 1}", "\(leak)\n{\"DetectorName\""], "trufflehog")
    }
}

extension String {
    /// Every occurrence of one text made another.
    fileprivate func replacing(_ old: String, with new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
