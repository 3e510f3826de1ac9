package import Core
import Criteria
package import Scanning

/// Google Benchmark's JSON (`--benchmark_format=json`).
package enum GoogleBenchmarkImporter: Importer {
    package static let format = FormatDescription(
        id: "google-benchmark",
        title: "Google Benchmark JSON",
        feeds: .performance
    )

    package static func recognises(_ head: DocumentHead) -> Bool {
        head.member("context") != nil && head.member("benchmarks") != nil
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        try BenchmarkEntry.read("benchmarks", of: bytes, into: &report, entry)
    }

    /// One run; nil for an aggregate of several (mean, complexity) and for one that failed.
    private static func entry(
        _ json: inout JSONReader,
        _ failed: inout [String]
    ) throws(ScanError) -> BenchmarkEntry? {
        var entry = BenchmarkEntry()
        let start = json.offset
        var time: Double?
        var unit = "ns"
        var isRun = true
        var hasFailed = false
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "name": entry.name = try json.stringOrSkip() ?? ""
            case "real_time": time = try json.doubleOrSkip()
            case "time_unit": unit = try json.stringOrSkip() ?? unit
            case "iterations": entry.runs = try json.integerOrSkip().flatMap { $0 >= 0 ? $0 : nil }
            case "run_type": if try json.stringOrSkip() == "aggregate" { isRun = false }
            case "error_occurred": hasFailed = try json.boolOrSkip() ?? false
            default: try json.skipValue()
            }
        }
        guard isRun else { return nil }
        if hasFailed {
            failed.append(entry.name)
            return nil
        }
        guard let factor = ["ns": 1e9, "us": 1e6, "ms": 1e3, "s": 1][unit] else {
            throw json.error("unknown time unit '\(Text.clean(unit, limit: 20))'", at: start)
        }
        entry.set(.average, time.map { $0 / factor })
        return entry
    }
}
