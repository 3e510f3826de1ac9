package import Core
package import Scanning

/// SARIF 2.1.0 (OASIS), the common language of linters and scanners.
package enum SARIFImporter: Importer {
    package static let format = FormatDescription(id: "sarif", title: "SARIF 2.1.0", feeds: .findings)

    package static func recognises(_ head: DocumentHead) -> Bool {
        guard head.member("runs") != nil else { return false }
        return head.failure != nil || head.member("version") != nil || head.member("$schema") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .object else { throw json.error("a SARIF log is a JSON object", at: json.offset) }
        var version: String?
        var results = FindingResults()
        var runs: Int?
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "version": version = try json.stringOrSkip()
            case "runs":
                guard runs == nil else { throw json.error("the log has 'runs' twice", at: json.offset) }
                var count = 0
                try json.beginArray()
                while try json.nextElement() {
                    count += 1
                    var run = SARIFRun(number: count)
                    try run.read(&json, into: &results, report: &report)
                }
                runs = count
            default: try json.skipValue()
            }
        }
        try json.finish()
        report.findings = results
        report.tool = results.scans.first.map { scan in scan.version.map { "\(scan.tool) \($0)" } ?? scan.tool }
        check(version: version, runs: runs, report: &report)
    }

    private static func check(version: String?, runs: Int?, report: inout Report) {
        if let version {
            if version != "2.1.0" {
                report.fail("SARIF version '\(Text.clean(version, limit: 40))' is not read, only 2.1.0")
            }
        } else {
            report.warn("states no SARIF version; read as 2.1.0")
        }
        if runs == nil { report.fail("no 'runs': this is no SARIF log") }
        if runs == 0 { report.fail("the log holds no run: no tool has reported anything") }
    }
}
