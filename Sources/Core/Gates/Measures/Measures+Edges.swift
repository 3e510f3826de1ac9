import Criteria

extension Measures {
    /// Each pair of services that the evidence names; what a report states of no pair is one more cell.
    static let edgeCells = CriterionDefinition.CellSource(labels: ["from", "to"]) { evidence, criterion in
        let stated = evidence.measurements(of: criterion.metric, labels: [:]).map(\.labels)
        var pairs: Set<Labels> = []
        for labels in stated + evidence.loadSeries.map(\.labels) {
            if let pair = edge(of: labels) { pairs.insert(pair) }
        }
        // Nobody reads more; they are then judged together, as one cell.
        guard pairs.count <= 1_000 else { return [] }
        let rest: [Labels] = stated.contains { edge(of: $0) == nil } ? [[:]] : []
        return pairs.sorted { $0.text < $1.text } + rest
    }

    /// A percentile of the calls from one service to another.
    static let edgeLatency: Measure = { evidence, criterion, labels in
        let presumptions = LoadPresumptions(evidence: evidence, gate: .integration)
        let stated = statedOfEdge(evidence, criterion, labels)
        let series = evidence.loadSeries.filter { edge(of: $0.labels) != nil && $0.labels.includes(labels) }
        let found = latency(stated, series, presumptions, criterion, [:])
        guard case .measured(let measured) = found else { return found }
        let failing = measured.compactMap { errors(beside: $0, evidence) }.max { $0.value < $1.value }
        guard let failing, failing.value > presumptions.errorLimit else { return found }
        let reason =
            "\(percent(failing.value)) of the calls failed (limit \(percent(presumptions.errorLimit))): "
            + "a failing server answers fast"
        return .inconclusive(reason: reason, measured)
    }

    /// Failed calls from one service to another as a share of all: what reports state, and what load tests counted.
    static let edgeErrorRate: Measure = { evidence, criterion, labels in
        let stated = statedOfEdge(evidence, criterion, labels).map { (rate: $0, window: LoadFilters.window($0.labels)) }
        let totals = evidence.loadTotals.filter { edge(of: $0.labels) != nil && $0.labels.includes(labels) }
        if let contradiction = totals.compactMap(\.contradiction).first { return .broken(reason: contradiction) }
        let counted = totals.compactMap { total in
            errorRate(total, criterion).map { (rate: $0, window: LoadFilters.window(total)) }
        }
        let all = stated + counted
        let fitting = all.filter { LoadFilters.fits($0.window, criterion.qualifiers.over) }
        if let silent = totals.first(where: { isSilent($0, among: totals) }) {
            let file = silent.provenance.first?.file ?? "a report"
            return .missing(reason: "\(file) does not say how many requests failed")
        }
        guard fitting.isEmpty else { return .measured(fitting.map(\.rate)) }
        guard let over = criterion.qualifiers.over, !all.isEmpty else { return .missing(reason: nil) }
        return .missing(
            reason: LoadFilters.reason(
                over,
                files: all.flatMap(\.rate.provenance).map(\.file),
                windows: all.map(\.window)
            )
        )
    }

    /// Whether a load test does not say how many of its requests failed; a part of one that does need not say it again.
    private static func isSilent(_ total: LoadSeries, among totals: [LoadSeries]) -> Bool {
        guard total.isOfLoadTest, total.series.errorRate == nil, total.series.requests != 0 else { return false }
        return !totals.contains { other in
            other.series.errorRate != nil && total.labels.includes(other.labels)
                && !Set(other.provenance.map(\.file)).isDisjoint(with: total.provenance.map(\.file))
        }
    }

    private static func errorRate(_ total: LoadSeries, _ criterion: Criterion) -> Measurement? {
        guard let rate = total.series.errorRate, let requests = total.series.requests else { return nil }
        return Measurement(
            metric: criterion.metric,
            value: rate,
            dimension: .ratio,
            labels: total.labels,
            samples: requests,
            provenance: total.provenance
        )
    }

    private static func edge(of labels: Labels) -> Labels? {
        guard let from = labels["from"], let to = labels["to"] else { return nil }
        return ["from": from, "to": to]
    }

    /// What reports state of a pair; the cell without labels takes what is stated of no pair.
    private static func statedOfEdge(_ evidence: Evidence, _ criterion: Criterion, _ labels: Labels) -> [Measurement] {
        let stated = evidence.measurements(of: criterion.metric, labels: labels)
        guard labels.isEmpty else { return stated }
        let rest = stated.filter { edge(of: $0.labels) == nil }
        return rest.isEmpty ? stated : rest
    }

    /// The error rate that the same report states of the same calls.
    private static func errors(beside latency: Measurement, _ evidence: Evidence) -> Measurement? {
        let calls = edge(of: latency.labels) ?? [:]
        return evidence.measurements(of: "service_communication.error_rate", labels: calls).first {
            !Set($0.provenance.map(\.file)).isDisjoint(with: latency.provenance.map(\.file))
        }
    }
}
