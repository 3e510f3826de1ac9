import Core
import Criteria
import Scanning

/// One benchmark of a tool that times code: a series of its own, with the label `benchmark`.
struct BenchmarkEntry {
    var name = ""
    /// What else tells the benchmark from another of its name.
    var labels: Labels = [:]
    /// How often the code was run.
    var runs: Int?
    /// Runs that failed, where the tool says so.
    var failed: Int?
    /// Seconds.
    var latency: [Aggregate: Double] = [:]
    /// Runs per second.
    var rate: Double?

    var result: LoadResult {
        LoadResult(
            labels: labels.merging(["benchmark": Text.clean(name, limit: 256)]) { _, name in name },
            requests: runs,
            failed: failed,
            latency: latency,
            requestRate: rate
        )
    }

    /// Hands over the benchmarks, or says that there are none.
    static func report(_ entries: [BenchmarkEntry], into report: inout Report) {
        report.performance = entries.map(\.result)
        if entries.isEmpty { report.warn("no benchmark") }
    }

    /// Keeps a time that can be one.
    mutating func set(_ aggregate: Aggregate, _ seconds: Double?) {
        if let seconds, seconds.isFinite, seconds >= 0 { latency[aggregate] = seconds }
    }

    /// Hands over the benchmarks under a key of the document, and names those that failed, as `read` tells.
    static func read(
        _ key: String,
        of bytes: Bytes,
        into report: inout Report,
        _ read: (inout JSONReader, inout [String]) throws(ScanError) -> BenchmarkEntry?
    ) throws(ScanError) {
        var failed: [String] = []
        let entries = try list(key, of: bytes) { json throws(ScanError) in try read(&json, &failed) }
        self.report(entries, into: &report)
        for name in failed { report.warn("benchmark '\(Text.clean(name, limit: 200))' failed; it is left out") }
    }

    /// Reads the list of objects under a key of the document; whatever else there is, is skipped.
    static func list(
        _ key: String,
        of bytes: Bytes,
        _ read: (inout JSONReader) throws(ScanError) -> BenchmarkEntry?
    ) throws(ScanError) -> [BenchmarkEntry] {
        var json = try JSONReader(bytes)
        var entries: [BenchmarkEntry]?
        try json.beginObject()
        while let name = try json.nextKey() {
            guard name.string == key else {
                try json.skipValue()
                continue
            }
            guard try json.peek() == .array else { throw json.error("'\(key)' must be a list", at: json.offset) }
            entries = try elements(&json, read)
        }
        try json.finish()
        guard let entries else { throw json.error("no list '\(key)'", at: 0) }
        return entries
    }

    /// Reads a list of objects.
    static func elements(
        _ json: inout JSONReader,
        _ read: (inout JSONReader) throws(ScanError) -> BenchmarkEntry?
    ) throws(ScanError) -> [BenchmarkEntry] {
        var list: [BenchmarkEntry] = []
        try json.beginArray()
        while try json.nextElement() {
            guard try json.peek() == .object else { throw json.error("a benchmark must be an object", at: json.offset) }
            let start = json.offset
            guard let entry = try read(&json) else { continue }
            guard !entry.name.isEmpty, !entry.latency.isEmpty || entry.rate != nil else {
                throw json.error("a benchmark without a name or a time", at: start)
            }
            list.append(entry)
        }
        return list
    }
}
