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
                report.fail("SARIF version '\(JSONText.clean(version, limit: 40))' is not read, only 2.1.0")
            }
        } else {
            report.warn("states no SARIF version; read as 2.1.0")
        }
        if runs == nil { report.fail("no 'runs': this is no SARIF log") }
        if runs == 0 { report.fail("the log holds no run: no tool has reported anything") }
    }
}

/// Text out of JSON documents, made safe to show.
enum JSONText {
    static func clean(_ text: String, limit: Int) -> String {
        // Nearly every text is short and plain, and can stay as it is.
        if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var text = text
        return text.withUTF8 { Text.lossy(Bytes($0), limit: limit) }
    }

    /// The next value where it is a string, cleaned; any other is skipped.
    static func read(_ json: inout JSONReader, limit: Int) throws(ScanError) -> String? {
        try json.stringOrSkip().map { clean($0, limit: limit) }
    }

    /// Whether the next value is an object; any other is skipped.
    static func isObject(_ json: inout JSONReader) throws(ScanError) -> Bool {
        if try json.peek() == .object { return true }
        try json.skipValue()
        return false
    }

    /// Whether the next value is an array; any other is skipped.
    static func isArray(_ json: inout JSONReader) throws(ScanError) -> Bool {
        if try json.peek() == .array { return true }
        try json.skipValue()
        return false
    }

    /// The strings of an array, or a string alone.
    static func list(_ json: inout JSONReader) throws(ScanError) -> [String] {
        if try json.peek() == .string { return [clean(try json.readString(), limit: 1_024)] }
        guard try isArray(&json) else { return [] }
        var list: [String] = []
        try json.beginArray()
        while try json.nextElement() {
            if let text = try read(&json, limit: 1_024) { list.append(text) }
        }
        return list
    }
}
