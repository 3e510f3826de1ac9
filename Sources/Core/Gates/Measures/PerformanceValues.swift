import Criteria

/// The values of one metric that a run's load tests hold, taken by the measures of the performance gate.
struct PerformanceValues {
    struct Entry {
        /// Of the series, with the aggregate: what the same value of another run is found by.
        var labels: Labels
        /// `p95 of service=api`, `throughput`.
        var title: String
        var value: Double
        var dimension: Dimension
        var direction: Direction
        var samples: Int
        var provenance: [Provenance]
    }

    /// Sorted by labels, each labels once.
    private(set) var values: [Entry] = []
    /// Why values carry no verdict, by their labels: failed requests, load that was not reached.
    private var objections: [Labels: String] = [:]
    /// Values that are not compared, as too little is known of them, by their labels.
    private var uncompared: [Labels: String] = [:]

    /// Why the run's own load tests carry no verdict; nil where they do.
    var problem: String? { objections.min { $0.key.text < $1.key.text }?.value }

    /// What is not compared, and why; sorted.
    var remarks: [String] { uncompared.values.sorted() }

    init(_ evidence: Evidence, _ name: String, _ criterion: Criterion) {
        switch name {
        case "response_time": responseTimes(evidence, criterion)
        case "throughput":
            take(evidence, "throughput.sustained_rps", [:], [:], criterion, nil)
        default:
            for resource in ["cpu_usage", "memory_usage"] {
                take(evidence, "resource_utilization.\(resource)", ["resource": resource], [:], criterion, nil)
            }
        }
        values.sort { $0.labels.text < $1.labels.text }
    }

    /// The value with some labels, or why there is none.
    func word(of labels: Labels) -> Baselines.Word<Double> {
        if let entry = values.first(where: { $0.labels == labels }) { return .value(entry.value) }
        return .none(objections[labels] ?? uncompared[labels] ?? "it did not measure this")
    }

    /// p95, or what else tells of the typical or slow request where a series has none: the phrase's own aggregate first.
    private static func aggregates(_ criterion: Criterion) -> [Aggregate] {
        criterion.aggregate.map { [$0] } ?? [.p95, .p50, .median, .average]
    }

    private mutating func responseTimes(_ evidence: Evidence, _ criterion: Criterion) {
        let wanted = Self.aggregates(criterion)
        var alone = evidence
        // What is stated of latencies comes last; what is stated of generators holds for each series.
        for index in alone.reports.indices {
            alone.reports[index].measurements.removeAll { $0.metric == Self.responseTimes }
        }
        for (series, held) in Self.series(evidence) {
            alone.loadSeries = held
            guard let aggregate = wanted.first(where: { one in held.contains { $0.latency(one) != nil } }) else {
                continue
            }
            let labels = series.merging([Measurement.aggregateLabel: aggregate.description]) { own, _ in own }
            guard held.allSatisfy({ $0.series.errorRate != nil }) else {
                uncompared[labels] = "\(Self.title(labels, .duration)): it is not said how many requests failed"
                continue
            }
            take(alone, "response_times.service.p95", labels, series, criterion, aggregate)
        }
        // Latencies stated by the metric's own name carry their labels themselves.
        var stated = evidence
        stated.loadSeries = []
        let labels = [Measurement.aggregateLabel: wanted[0].description]
        take(stated, "response_times.service.p95", labels, [:], criterion, wanted[0])
    }

    private static let responseTimes: MetricID = "response_times"

    /// Series of the same labels; the shards of one load test are one.
    private static func series(_ evidence: Evidence) -> [Labels: [LoadSeries]] {
        var series: [Labels: [LoadSeries]] = [:]
        for var one in evidence.loadSeries {
            var labels = one.labels
            labels[LoadSeries.shardLabel] = nil
            // A benchmark sends no requests that could fail; where it fails itself, its report has no such series.
            if labels["benchmark"] != nil { one.series.failed = one.series.failed ?? 0 }
            series[labels, default: []].append(one)
        }
        return series
    }

    private static func title(_ labels: Labels, _ dimension: Dimension) -> String {
        var rest = labels
        let words = [rest.removeValue(forKey: Measurement.aggregateLabel), rest.removeValue(forKey: "resource")]
            .compactMap(\.self)
        let name = dimension == .rate ? "throughput" : words.joined(separator: " ")
        return rest.isEmpty ? name : "\(name) of \(rest.text)"
    }

    private static func fewest(_ criterion: Criterion, _ aggregate: Aggregate?) -> Int {
        let definition = Catalogue.definition(of: .performance, path: "response_times.service.p95")
        return criterion.qualifiers.minSamples ?? definition.map { SampleMinimum.of(aggregate, $0) } ?? 1
    }

    /// Measures as the catalogue's criterion of the path does.
    private mutating func take(
        _ evidence: Evidence,
        _ path: String,
        _ labels: Labels,
        _ cell: Labels,
        _ criterion: Criterion,
        _ aggregate: Aggregate?
    ) {
        guard let definition = Catalogue.definition(of: .performance, path: path) else { return }
        let asked = Criterion(
            path: path,
            metric: definition.metric,
            written: criterion.written,
            expression: nil,
            aggregate: aggregate ?? definition.aggregate,
            qualifiers: Qualifiers(minSamples: criterion.qualifiers.minSamples, over: criterion.qualifiers.over)
        )
        switch definition.measure(evidence, asked, cell) {
        case .measured(let found):
            let fewest = aggregate == nil ? definition.minimumSamples : Self.fewest(criterion, aggregate)
            take(found, labels, definition.dimension, definition.direction, fewest)
        case .inconclusive(let reason, _), .broken(let reason), .noBaseline(let reason, _):
            objections[labels] = reason
        case .refuted: objections[labels] = "it did not hold whatever its value"
        case .missing, .notApplicable: return
        }
    }

    /// Several values with equal labels are repetitions within the run, and their median stands for them.
    ///
    /// They earn no narrower bound: what differs between runs does not average out within one.
    private mutating func take(
        _ found: [Measurement],
        _ labels: Labels,
        _ dimension: Dimension,
        _ direction: Direction,
        _ fewest: Int
    ) {
        let usable = found.filter { $0.value.isFinite && $0.dimension == dimension }
        for (own, same) in Dictionary(grouping: usable, by: \.labels) {
            let labels = labels.merging(own) { _, own in own }
            let sorted = same.sorted { $0.value < $1.value }
            // Percentiles are not averaged: of two in the middle, the worse one.
            let middle = sorted[direction == .atLeast ? (sorted.count - 1) / 2 : sorted.count / 2]
            let title = Self.title(labels, dimension)
            let samples = sorted.map(\.samples).min() ?? 0
            if let doubt = same.compactMap(\.doubt).first {
                objections[labels] = doubt
                continue
            }
            guard samples >= fewest else {
                uncompared[labels] = "\(title): \(samples) samples, and \(fewest) are needed"
                continue
            }
            guard !values.contains(where: { $0.labels == labels }) else { continue }
            values.append(
                Entry(
                    labels: labels,
                    title: title,
                    value: middle.value,
                    dimension: dimension,
                    direction: direction,
                    samples: middle.samples,
                    provenance: sorted.flatMap(\.provenance)
                )
            )
        }
    }
}
