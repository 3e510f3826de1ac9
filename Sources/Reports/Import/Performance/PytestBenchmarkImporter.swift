package import Core
import Criteria
package import Scanning

/// pytest-benchmark's JSON (`--benchmark-json`, `--benchmark-save`).
package enum PytestBenchmarkImporter: Importer {
    package static let format = FormatDescription(
        id: "pytest-benchmark",
        title: "pytest-benchmark JSON",
        feeds: .performance
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("machine_info") != nil && head.member("benchmarks") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        let entries = try BenchmarkEntry.list("benchmarks", of: bytes) { json throws(ScanError) in try entry(&json) }
        BenchmarkEntry.report(entries, into: &report)
    }

    private static func entry(_ json: inout JSONReader) throws(ScanError) -> BenchmarkEntry {
        var entry = BenchmarkEntry()
        var short = ""
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "fullname": entry.name = try json.stringOrSkip() ?? ""
            case "name": short = try json.stringOrSkip() ?? ""
            case "stats": try statistics(&json, &entry)
            default: try json.skipValue()
            }
        }
        if entry.name.isEmpty { entry.name = short }
        return entry
    }

    private static func statistics(_ json: inout JSONReader, _ entry: inout BenchmarkEntry) throws(ScanError) {
        guard try JSONText.isObject(&json) else { return }
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "mean": entry.set(.average, try json.doubleOrSkip())
            case "median": entry.set(.median, try json.doubleOrSkip())
            case "min": entry.set(.minimum, try json.doubleOrSkip())
            case "max": entry.set(.maximum, try json.doubleOrSkip())
            case "rounds": entry.runs = try json.integerOrSkip().flatMap { $0 >= 0 ? $0 : nil }
            default: try json.skipValue()
            }
        }
    }
}
