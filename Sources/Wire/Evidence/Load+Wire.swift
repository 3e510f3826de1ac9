package import Core
import Criteria
package import Scanning

extension LoadResult: Wired {
    package static var blank: LoadResult { LoadResult() }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("labels", &labels)
        try fields("requests", &requests)
        try fields("failed", &failed)
        var latencies = Dictionary(uniqueKeysWithValues: latency.map { ($0.key.description, $0.value) })
        try fields("latency_s", &latencies)
        latency = [:]
        for (name, seconds) in latencies {
            guard let aggregate = Aggregate(name) else {
                throw fields.wrong("unknown aggregate '\(Text.clean(name, limit: 40))'")
            }
            latency[aggregate] = seconds
        }
        try fields("histogram", &histogram)
        try fields("request_rate", &requestRate)
        try fields("dropped_iterations", &droppedIterations)
        try fields("duration_s", &duration)
        try fields("shortfalls", &shortfalls)
        try fields("thresholds", &thresholds)
    }
}

extension Histogram: WireValue {
    package func write(to json: inout JSONWriter) { Buckets(self).write(to: &json) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Histogram {
        let start = json.offset
        let read = try Buckets.read(&json, memory)
        guard let histogram = Histogram(bounds: read.bounds, cumulative: read.counts, total: read.total) else {
            throw json.error("no histogram: bounds must rise, and counts must not fall", at: start)
        }
        return histogram
    }
}

private struct Buckets: Wired {
    var bounds: [Double] = []
    var counts: [Int] = []
    var total = 0

    static var blank: Buckets { Buckets() }

    mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields("bounds_s", &bounds)
        try fields("counts", &counts)
        try fields("total", &total)
    }

    private init() {}

    init(_ histogram: Histogram) {
        (bounds, counts, total) = (histogram.bounds, histogram.cumulative, histogram.total)
    }
}
