import Criteria

extension Measures {
    /// Usage of processors: p95 of the run where the phrase says nothing else.
    static let processorUsage: Measure = { evidence, criterion, _ in
        usage(evidence.measurements(of: criterion.metric, labels: [:]), evidence, criterion)
    }

    /// Working set as a share of its limit; without a limit there is no share, and being killed for it is the worst.
    static let memoryUsage: Measure = { evidence, criterion, _ in
        let kills = evidence.measurements(of: outOfMemoryKills, labels: [:]).filter { $0.value > 0 }
        guard kills.isEmpty else {
            return .refuted(kills.map { annotated($0, ["killed for want of memory: it reached its limit"]) })
        }
        let stated = evidence.measurements(of: criterion.metric, labels: [:])
        let shares = stated.filter { hasLimit($0.labels["limit"]) } + memoryShares(evidence, criterion)
        let used = stated + evidence.measurements(of: workingSet, labels: [:])
        let limited = Set(shares.map { machine($0.labels) })
        if let open = used.first(where: { !limited.contains(machine($0.labels)) }) {
            let file = open.provenance.first?.file ?? "a report"
            return .missing(reason: "\(file) names no limit\(place(open.labels)), and usage is a share of it")
        }
        return usage(shares, evidence, criterion)
    }

    private static let outOfMemoryKills: MetricID = "resource_utilization.oom_kills"
    private static let workingSet: MetricID = "resource_utilization.memory_bytes"
    private static let memoryLimit: MetricID = "resource_utilization.memory_limit"

    /// Longer without a reading, and the peak may lie in between; in seconds.
    private static let longestGap = 60.0

    private static func hasLimit(_ text: String?) -> Bool {
        guard let text else { return false }
        return !["", "0", "none", "unlimited", "max"].contains(text.lowercased())
    }

    /// The labels that tell what was measured, a machine or a container, from how it was.
    private static func machine(_ labels: Labels) -> Labels {
        labels.filter { ![Measurement.aggregateLabel, LoadFilters.window, "gap", "limit"].contains($0.key) }
    }

    /// Completes a reason: ` of instance=db-1`.
    private static func place(_ labels: Labels) -> String {
        let own = machine(labels)
        return own.isEmpty ? "" : " of \(own.text)"
    }

    /// Bytes in use divided by the limit of the same labels.
    private static func memoryShares(_ evidence: Evidence, _ criterion: Criterion) -> [Measurement] {
        let limits = evidence.measurements(of: memoryLimit, labels: [:]).filter {
            $0.dimension == .bytes && $0.value > 0
        }
        return evidence.measurements(of: workingSet, labels: [:]).filter { $0.dimension == .bytes }.compactMap { used in
            let own = machine(used.labels)
            guard
                let limit = limits.first(where: { $0.labels == own })
                    ?? limits.first(where: { own.includes($0.labels) })
            else { return nil }
            var share = used
            share.metric = criterion.metric
            share.value = used.value / limit.value
            share.dimension = .ratio
            share.provenance = unique(used.provenance + limit.provenance)
            share.notes.append("of a limit of \(Quantity(measured: limit.value, .bytes).rounded(decimals: 1))")
            return share
        }
    }

    /// Those of the aggregate and of the window that are asked for.
    private static func usage(
        _ all: [Measurement],
        _ evidence: Evidence,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        guard !all.isEmpty else { return .missing(reason: nil) }
        let aggregate = criterion.aggregate ?? .p95
        var fitting: [Measurement] = []
        // Each machine must have been measured: the others say nothing of it.
        for (own, readings) in Dictionary(grouping: all, by: { machine($0.labels) }).sorted(by: {
            $0.key.text < $1.key.text
        }) {
            let file = readings.first?.provenance.first?.file ?? "a report"
            let named = readings.filter { aggregateName($0) == aggregate }
            guard !named.isEmpty else {
                let unnamed = readings.contains { $0.labels[Measurement.aggregateLabel] == nil }
                return .missing(
                    reason: unnamed
                        ? "\(file) does not say what its figures\(place(own)) are: label them `aggregate: \(aggregate)`"
                        : "\(file) holds no \(aggregate)\(place(own))"
                )
            }
            let windowed = named.filter { LoadFilters.fits(LoadFilters.window($0.labels), criterion.qualifiers.over) }
            if let over = criterion.qualifiers.over, windowed.isEmpty {
                return .missing(
                    reason: LoadFilters.reason(
                        over,
                        files: [file],
                        windows: named.map { LoadFilters.window($0.labels) }
                    )
                )
            }
            fitting += windowed
        }
        for measurement in fitting {
            guard let text = measurement.labels["gap"], let gap = try? Quantity(parsing: text),
                gap.dimension == .duration,
                gap.value > longestGap
            else { continue }
            return .inconclusive(reason: "nothing was read for \(text): the peak may lie in between", fitting)
        }
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        return .measured(fitting.map { annotated($0, presumptions.machineNotes) })
    }

    private static func aggregateName(_ measurement: Measurement) -> Aggregate? {
        guard let text = measurement.labels["aggregate"] else { return nil }
        return text == "mean" ? .average : Aggregate(text)
    }
}
