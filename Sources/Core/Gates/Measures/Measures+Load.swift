import Criteria

extension Measures {
    /// A percentile of one service's latencies, from a series that is labelled with the service.
    static let responseTime: Measure = { evidence, criterion, labels in
        let stated = evidence.measurements(
            of: criterion.metric,
            labels: labels.merging(["aggregate": criterion.aggregate?.description ?? ""]) { own, _ in own }
        )
        if !stated.isEmpty { return .measured(stated) }
        let series = evidence.loadSeries.filter { $0.labels.includes(labels) }
        return latency(series, evidence, criterion, labels)
    }

    /// A percentile for each pair of services that a series names.
    static let edgeLatency = statedOr { evidence, criterion, labels in
        latency(edges(evidence.loadSeries), evidence, criterion, labels)
    }

    static let edgeErrorRate = statedOr { evidence, criterion, _ in
        let rates = edges(evidence.loadTotals).compactMap { total -> Measurement? in
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
        return rates.isEmpty ? .missing(reason: nil) : .measured(rates)
    }

    /// Successful requests per second over the whole run.
    static let sustainedRate = statedOr { evidence, criterion, labels in
        let whole = evidence.loadTotals.filter { $0.series.labels.isEmpty }
        var rates: [Measurement] = []
        for total in whole {
            let series = total.series
            guard let rate = series.requestRate, let requests = series.requests, requests > 0 else { continue }
            let successful = rate * (1 - (series.errorRate ?? 0))
            let measurement = Measurement(
                metric: criterion.metric,
                value: successful,
                dimension: .rate,
                labels: total.labels,
                samples: requests,
                provenance: total.provenance
            )
            if let reason = presumption(total, evidence, .performance) {
                return .inconclusive(reason: reason, [measurement])
            }
            // A generator that sends at a set rate and drops nothing has found no limit of the server.
            if series.droppedIterations == 0, !holds(successful, .rate, criterion) {
                let offered = Quantity(measured: successful, .rate).rounded(decimals: 1)
                let reason =
                    "the load test offered \(offered) and reached it: whether more can be sustained was not tried"
                return .inconclusive(reason: reason, [measurement])
            }
            rates.append(measurement)
        }
        return rates.isEmpty ? .missing(reason: nil) : .measured(rates)
    }

    private static func holds(_ value: Double, _ dimension: Dimension, _ criterion: Criterion) -> Bool {
        let result = criterion.expression?.evaluate { reference in
            reference == Reference(Reference.value) ? .quantity(value, dimension) : .unknown(reason: nil)
        }
        return result?.truth ?? true
    }

    /// Worsening against earlier runs: without them there is nothing to compare with.
    static let worsening = statedOr { evidence, _, _ in
        evidence.loadSeries.isEmpty
            ? .missing(reason: nil)
            : .inconclusive(reason: "no baseline yet: no earlier run was given to compare with", [])
    }

    private static func edges(_ series: [LoadSeries]) -> [LoadSeries] {
        series.filter { $0.labels["from"] != nil && $0.labels["to"] != nil }
    }

    private static func latency(
        _ all: [LoadSeries],
        _ evidence: Evidence,
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        guard !all.isEmpty else {
            return .missing(reason: labels.isEmpty ? nil : "no load-test series is labelled \(labels.text)")
        }
        let aggregate = criterion.aggregate ?? .p95
        var found: [Measurement] = []
        for series in all {
            guard let value = series.latency(aggregate) else { continue }
            let measurement = Measurement(
                metric: criterion.metric,
                value: value.seconds,
                dimension: .duration,
                labels: series.labels,
                samples: series.series.requests ?? series.series.histogram?.total ?? 0,
                provenance: series.provenance,
                notes: value.note.map { [$0] } ?? []
            )
            let gate: GateID = series.labels["from"] == nil ? .performance : .integration
            if let reason = presumption(series, evidence, gate) {
                return .inconclusive(reason: reason, [measurement])
            }
            // Beyond the last bound a limit is certainly missed where the bound misses it; else nothing is known.
            if value.isLowerBound, holds(value.seconds, .duration, criterion) {
                return .inconclusive(reason: value.note ?? "\(aggregate) is not known", [measurement])
            }
            found.append(measurement)
        }
        guard found.isEmpty else { return .measured(found) }
        let files = all.flatMap(\.provenance).map(\.file).joined(separator: ", ")
        return .missing(reason: "\(files) holds no \(aggregate): add it to the tool's summary statistics")
    }

    /// Why a load result cannot carry a verdict: too many failures, or less load than was offered.
    private static func presumption(
        _ load: LoadSeries,
        _ evidence: Evidence,
        _ gate: GateID
    ) -> String? {
        let steps = load.provenance.compactMap(\.step)
        if let reason = steps.compactMap({ evidence.surroundings.underProvisioned[$0] }).first { return reason }
        let series = load.series
        guard let rate = series.errorRate else {
            let file = load.provenance.first?.file ?? "a report"
            return "\(file) does not say how many requests failed"
        }
        let limit = evidence.errorRateLimits[gate] ?? Evidence.defaultErrorRateLimit
        if rate > limit {
            return "\(percent(rate)) of the requests failed (limit \(percent(limit))): a failing server answers fast"
        }
        if let dropped = series.droppedIterations, dropped > 0 {
            return "the load generator dropped \(plural(dropped, "iteration")): the offered load was not reached"
        }
        return nil
    }
}
