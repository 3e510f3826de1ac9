package import Core
import Criteria
package import Scanning

/// JMH's JSON (`-rf json`).
///
/// A throughput (`thrpt`) is a rate and no time. Percentiles are those of single calls, which only the modes `sample`
/// and `ss` measure; the others hold percentiles of iterations, which are left out.
package enum JMHImporter: Importer {
    package static let format = FormatDescription(id: "jmh", title: "JMH JSON", feeds: .performance)

    package static func recognises(_ head: DocumentHead) -> Bool {
        Set(head.elementKeys).isSuperset(of: ["benchmark", "mode", "primaryMetric"])
    }

    package static func read(
        _ bytes: Bytes,
        into report: inout Report,
        options: ReadOptions
    ) throws(ScanError) {
        var json = try JSONReader(bytes)
        guard try json.peek() == .array else { throw json.error("must be a list of benchmarks", at: json.offset) }
        let entries = try BenchmarkEntry.elements(&json) { json throws(ScanError) in try entry(&json) }
        try json.finish()
        BenchmarkEntry.report(entries, into: &report)
    }

    private static func entry(_ json: inout JSONReader) throws(ScanError) -> BenchmarkEntry {
        var entry = BenchmarkEntry()
        let start = json.offset
        var mode = ""
        var parameters = ""
        var metric = Metric()
        try json.beginObject()
        while let key = try json.nextKey() {
            switch key {
            case "benchmark": entry.name = try json.stringOrSkip() ?? ""
            case "mode": mode = try json.stringOrSkip() ?? ""
            case "params": parameters = try Self.parameters(&json)
            case "primaryMetric": metric = try Metric(&json)
            default: try json.skipValue()
            }
        }
        guard !entry.name.isEmpty else { throw json.error("a benchmark without a name", at: start) }
        if !parameters.isEmpty { entry.name += " (\(parameters))" }
        entry.labels["mode"] = Text.clean(mode, limit: 20)
        entry.runs = metric.runs
        guard metric.fill(&entry, mode: mode) else {
            let shown = Text.clean("\(mode), \(metric.unit)", limit: 60)
            throw json.error("a benchmark whose score is no number of its mode and unit (\(shown))", at: start)
        }
        return entry
    }

    /// Reads `{"size": "17"}` as `size=17`.
    private static func parameters(_ json: inout JSONReader) throws(ScanError) -> String {
        guard try JSONText.isObject(&json) else { return "" }
        var pairs: [String] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            let name = key.string
            pairs.append("\(name)=\(try json.stringOrSkip() ?? "")")
        }
        return pairs.joined(separator: ", ")
    }

    /// The value `primaryMetric`.
    private struct Metric {
        var score: Double?
        var unit = ""
        var percentiles: [(percent: Double, value: Double)] = []
        /// Iterations, or single calls where they were sampled.
        var runs: Int?

        init() {}

        init(_ json: inout JSONReader) throws(ScanError) {
            guard try JSONText.isObject(&json) else { return }
            try json.beginObject()
            while let key = try json.nextKey() {
                switch key {
                // JMH writes what is not finite as a text.
                case "score": score = try json.doubleOrSkip()
                case "scoreUnit": unit = try json.stringOrSkip() ?? ""
                case "scorePercentiles": try readPercentiles(&json)
                case "rawData": runs = try Self.count(&json, histogram: false)
                case "rawDataHistogram": runs = try Self.count(&json, histogram: true)
                default: try json.skipValue()
                }
            }
        }

        private mutating func readPercentiles(_ json: inout JSONReader) throws(ScanError) {
            guard try JSONText.isObject(&json) else { return }
            try json.beginObject()
            while let key = try json.nextKey() {
                let percent = Double(key.string)
                if let value = try json.doubleOrSkip(), let percent, (0...100).contains(percent) {
                    percentiles.append((percent, value))
                }
            }
        }

        /// How many values `[[…], …]` holds; in a histogram each is `[value, count]`, one list deeper.
        private static func count(_ json: inout JSONReader, histogram: Bool) throws(ScanError) -> Int {
            var total = 0
            guard try JSONText.isArray(&json) else { return 0 }
            try json.beginArray()
            while try json.nextElement() {
                guard try JSONText.isArray(&json) else { continue }
                try json.beginArray()
                while try json.nextElement() {
                    if histogram {
                        total = min(total + (try samples(&json)), 1 << 50)
                    } else {
                        total += 1
                        try json.skipValue()
                    }
                }
            }
            return total
        }

        private static func samples(_ json: inout JSONReader) throws(ScanError) -> Int {
            var total = 0
            guard try JSONText.isArray(&json) else { return 0 }
            try json.beginArray()
            while try json.nextElement() {
                guard try JSONText.isArray(&json) else { continue }
                var last: Int?
                try json.beginArray()
                while try json.nextElement() { last = try json.integerOrSkip() }
                total = min(total + min(max(0, last ?? 0), 1 << 40), 1 << 50)
            }
            return total
        }

        /// Puts the score where it belongs; false where mode, unit and score do not fit together.
        func fill(_ entry: inout BenchmarkEntry, mode: String) -> Bool {
            guard let score, score >= 0 else { return false }
            let units = [
                "ns": 1e9, "us": 1e6, "ms": 1e3, "s": 1, "min": 1.0 / 60, "hr": 1.0 / 3_600, "day": 1.0 / 86_400,
            ]
            let parts = unit.split(separator: "/")
            guard parts.count == 2, let perSecond = units[String(parts[mode == "thrpt" ? 1 : 0])],
                parts[mode == "thrpt" ? 0 : 1] == (mode == "thrpt" ? "ops" : "op")
            else { return false }
            if mode == "thrpt" {
                entry.rate = score * perSecond
                return entry.rate?.isFinite == true
            }
            guard ["avgt", "sample", "ss"].contains(mode) else { return false }
            entry.set(.average, score / perSecond)
            guard mode != "avgt" else { return true }
            for (percent, value) in percentiles {
                switch percent {
                case 0: entry.set(.minimum, value / perSecond)
                case 100: entry.set(.maximum, value / perSecond)
                case ...99.9: entry.set(.percentile(percent), value / perSecond)
                default: break
                }
            }
            return true
        }
    }
}
