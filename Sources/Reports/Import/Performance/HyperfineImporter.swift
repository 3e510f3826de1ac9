package import Core
import Criteria
package import Scanning

/// hyperfine's JSON (`--export-json`).
package enum HyperfineImporter: Importer {
    package static let format = FormatDescription(id: "hyperfine", title: "hyperfine JSON", feeds: .performance)

    /// Nothing in the outline tells more; a list without commands is an error.
    package static func recognises(_ head: DocumentHead) -> Bool {
        guard head.members?.count == 1, let keys = head.member("results")?.elementKeys else { return false }
        return keys.contains("command") || keys.contains("mean")
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let entries = try BenchmarkEntry.list("results", of: bytes) { json throws(ScanError) in try entry(&json) }
        if entries.isEmpty { report.fail("no result: nothing shows that this is hyperfine's") }
        BenchmarkEntry.report(entries, into: &report)
    }

    private static func entry(_ json: inout JSONReader) throws(ScanError) -> BenchmarkEntry {
        var entry = BenchmarkEntry()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "command": entry.name = try json.stringOrSkip() ?? ""
            case "mean": entry.set(.average, try json.doubleOrSkip())
            case "median": entry.set(.median, try json.doubleOrSkip())
            case "min": entry.set(.minimum, try json.doubleOrSkip())
            case "max": entry.set(.maximum, try json.doubleOrSkip())
            case "times", "exit_codes":
                let isCodes = key == "exit_codes"
                guard try JSONText.isArray(&json) else { continue }
                var count = 0
                var failed = 0
                try json.beginArray()
                while try json.nextElement() {
                    count += 1
                    // A command that a signal ended has no exit code.
                    let value = try json.doubleOrSkip()
                    if value != 0 { failed += 1 }
                }
                entry.runs = count
                if isCodes { entry.failed = failed }
            default: try json.skipValue()
            }
        }
        return entry
    }
}
