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

/// The samples of a JMeter run, by the label of their sampler.
struct JMeterSamples {
    private var series: [String: SampleSeries] = [:]
    private var order: [String] = []
    private var undated = 0

    mutating func add(label: String, milliseconds: UInt32, isFailed: Bool, at time: Int?) {
        if series[label] == nil { order.append(label) }
        if time == nil { undated += 1 }
        series[label, default: SampleSeries()].add(milliseconds: milliseconds, isFailed: isFailed, at: time)
    }

    func report(into report: inout Report) {
        guard !order.isEmpty else {
            report.warn("no request was sent")
            return
        }
        var all = SampleSeries()
        for label in order { series[label].map { all.add($0) } }
        report.performance = [all.result(labels: [:])]
        for label in order.sorted() where !label.isEmpty {
            if let one = series[label] { report.performance.append(one.result(labels: ["request": label])) }
        }
        guard undated > 0 else { return }
        report.note("\(undated) samples have no time stamp in milliseconds: neither duration nor rate is known")
        for index in report.performance.indices {
            report.performance[index].duration = nil
            report.performance[index].requestRate = nil
        }
    }
}
