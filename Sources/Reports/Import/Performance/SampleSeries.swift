import Core
import Criteria

/// Response times of requests one by one: percentiles are exact, by nearest rank.
struct SampleSeries {
    private var times: [UInt32] = []
    private var failed = 0
    /// First start and last end, in milliseconds since 1970.
    private var start: Int?
    private var end: Int?

    mutating func add(milliseconds: UInt32, isFailed: Bool, at time: Int?) {
        times.append(milliseconds)
        if isFailed { failed += 1 }
        guard let time else { return }
        start = min(start ?? time, time)
        end = max(end ?? time, time + Int(milliseconds))
    }

    mutating func add(_ other: SampleSeries) {
        times += other.times
        failed += other.failed
        if let time = other.start { start = min(start ?? time, time) }
        if let time = other.end { end = max(end ?? time, time) }
    }

    func result(labels: Labels) -> LoadResult {
        var result = LoadResult(labels: labels, requests: times.count, failed: failed)
        guard !times.isEmpty else { return result }
        let sorted = times.sorted()
        for percent in [50, 90, 95, 99, 99.9] {
            let index = NearestRank.index(percent, of: sorted.count)
            result.latency[.percentile(percent)] = Double(sorted[index]) / 1_000
        }
        result.latency[.minimum] = Double(sorted[0]) / 1_000
        result.latency[.maximum] = Double(sorted[sorted.count - 1]) / 1_000
        result.latency[.average] = sorted.reduce(0) { $0 + Double($1) } / Double(sorted.count) / 1_000
        if let start, let end, end > start {
            let seconds = Double(end - start) / 1_000
            result.duration = seconds
            result.requestRate = Double(times.count) / seconds
        }
        return result
    }
}
