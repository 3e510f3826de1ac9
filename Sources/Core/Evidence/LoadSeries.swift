package import Criteria

/// A series of a load test with the labels of its reports; several shards are one where that can be done exactly.
package struct LoadSeries: Sendable, Equatable {
    package var series: LoadResult
    /// The report's labels and the series' own, which win.
    package var labels: Labels
    package var provenance: [Provenance]
    /// What in the figures of one of its reports contradicts the rest; nil where all agree.
    package var contradiction: String?

    /// A series of one report.
    init(_ series: LoadResult, of report: Report) {
        self.series = series
        labels = report.labels.merging(series.labels) { _, own in own }
        provenance = [report.provenance]
        contradiction = series.contradiction(format: report.format).map { "\(report.path): \($0)" }
    }

    /// Whether a load test of a tool that gives percentiles was read: no benchmark, and no histogram that a server keeps.
    var isOfLoadTest: Bool {
        guard labels["benchmark"] == nil, labels["metric"] == nil else { return false }
        // Locust's history stands beside its statistics, and has percentiles of the last seconds only.
        let hasPercentile = series.latency.keys.contains { if case .percentile = $0 { true } else { false } }
        return hasPercentile || !provenance.allSatisfy { $0.format == "locust-csv" }
    }

    /// Whether it is the time of several requests taken together.
    var isOfTransaction: Bool { labels["transaction"] != nil }

    /// The label that tells the parts of one load test apart, which ran at the same time.
    package static let shardLabel = "shard"

    /// A duration in seconds, and what a reader has to know of it; nil where the report holds none.
    package func latency(_ aggregate: Aggregate) -> (seconds: Double, isLowerBound: Bool, note: String?)? {
        if let exact = series.latency[aggregate] { return (exact, false, nil) }
        guard let histogram = series.histogram else { return nil }
        let percent: Double
        switch aggregate {
        case .percentile(let wanted): percent = wanted
        case .median: percent = 50
        default: return nil
        }
        switch histogram.percentile(percent) {
        case .interpolated(let seconds, let lower, let upper)?:
            let bucket = "\(Self.words(lower)) to \(Self.words(upper))"
            return (seconds, false, "\(aggregate) is interpolated within the histogram's bucket from \(bucket)")
        case .above(let bound)?:
            return (bound, true, "\(aggregate) lies above the histogram's last bound, \(Self.words(bound))")
        case nil: return nil
        }
    }

    private static func words(_ seconds: Double) -> String {
        Quantity(measured: seconds, .duration).rounded(decimals: 3).description
    }

    /// Series of equal labels whose histograms have the same bounds become one; all others stay apart.
    static func merged(_ all: [LoadSeries]) -> [LoadSeries] {
        groups(of: all).flatMap { group -> [LoadSeries] in
            guard group.count > 1, let histogram = commonHistogram(group) else { return group }
            var whole = total(of: group)
            whole.series.histogram = histogram
            whole.series.latency[.minimum] = least(group.map { $0.series.latency[.minimum] }, by: <)
            whole.series.latency[.maximum] = least(group.map { $0.series.latency[.maximum] }, by: >)
            return [whole]
        }
    }

    /// The counts of all series with equal labels, without latencies, which do not add up.
    static func totals(_ all: [LoadSeries]) -> [LoadSeries] { groups(of: all).map(total) }

    /// Rates add up where each part names its shard; else the parts may have run in turn, and the least rate holds.
    private static func total(of group: [LoadSeries]) -> LoadSeries {
        guard group.count > 1, var whole = group.first else { return group[0] }
        let shards = group.compactMap { $0.labels[shardLabel] }
        let sideBySide = Set(shards).count == group.count
        whole.labels[shardLabel] = nil
        whole.series.labels[shardLabel] = nil
        whole.series.latency = [:]
        whole.series.histogram = nil
        whole.series.requests = sum(group.map(\.series.requests))
        whole.series.failed = sum(group.map(\.series.failed))
        whole.contradiction = group.compactMap(\.contradiction).first
        whole.series.shortfalls = group.flatMap(\.series.shortfalls)
        // What one part does not say of dropped iterations, the others cannot make up for; what one has dropped, neither.
        let dropped = group.map(\.series.droppedIterations)
        whole.series.droppedIterations =
            dropped.contains { ($0 ?? 0) > 0 } ? sum(dropped.map { $0 ?? 0 }) : sum(dropped)
        let rates = group.map(\.series.requestRate)
        whole.series.requestRate =
            sideBySide
            ? rates.reduce(0) { sum, rate in rate.flatMap { rate in sum.map { $0 + rate } } } : least(rates, by: <)
        whole.series.duration = least(group.map(\.series.duration), by: >)
        whole.series.thresholds = group.reduce(into: [:]) { all, part in
            all.merge(part.series.thresholds) { $0 && $1 }
        }
        whole.provenance = group.flatMap(\.provenance).reduce(into: []) { all, next in
            if !all.contains(next) { all.append(next) }
        }
        return whole
    }

    /// Series of the same test: equal labels, apart from the shard; in the order of their first.
    private static func groups(of all: [LoadSeries]) -> [[LoadSeries]] {
        var groups: [[LoadSeries]] = []
        var places: [[Labels]: Int] = [:]
        for series in all {
            let key = [series.labels, series.series.labels].map { $0.filter { $0.key != shardLabel } }
            if let place = places[key] {
                groups[place].append(series)
            } else {
                places[key] = groups.count
                groups.append([series])
            }
        }
        return groups
    }

    private static func commonHistogram(_ group: [LoadSeries]) -> Histogram? {
        guard let first = group.first?.series.histogram else { return nil }
        return group.dropFirst().reduce(first) { merged, next in
            next.series.histogram.flatMap { merged?.merged(with: $0) }
        }
    }

    /// nil where one part is not known: a sum without it would be too small.
    private static func sum(_ counts: [Int?]) -> Int? {
        counts.reduce(0) { sum, count in
            guard let sum, let count else { return nil }
            let (result, overflow) = sum.addingReportingOverflow(count)
            return overflow ? nil : result
        }
    }

    private static func least(_ values: [Double?], by precedes: (Double, Double) -> Bool) -> Double? {
        let known = values.compactMap(\.self)
        return known.count == values.count ? known.min(by: precedes) : nil
    }
}
