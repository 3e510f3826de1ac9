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
        latency(edges(evidence), evidence, criterion, labels)
    }

    static let edgeErrorRate = statedOr { evidence, criterion, _ in
        let rates = edges(evidence).compactMap { series, labels, report -> Measurement? in
            guard let rate = series.errorRate, let requests = series.requests else { return nil }
            return Measurement(
                metric: criterion.metric,
                value: rate,
                dimension: .ratio,
                labels: labels,
                samples: requests,
                provenance: [report.provenance]
            )
        }
        return rates.isEmpty ? .missing(reason: nil) : .measured(rates)
    }

    /// Successful requests per second over the whole run.
    static let sustainedRate = statedOr { evidence, criterion, labels in
        let whole = evidence.loadSeries.filter { $0.series.labels.isEmpty }
        var rates: [Measurement] = []
        for (series, labels, report) in whole {
            guard let rate = series.requestRate, let requests = series.requests, requests > 0 else { continue }
            let successful = rate * (1 - (series.errorRate ?? 0))
            let measurement = Measurement(
                metric: criterion.metric,
                value: successful,
                dimension: .rate,
                labels: labels,
                samples: requests,
                provenance: [report.provenance]
            )
            if let reason = presumption(series, report, evidence, .performance) {
                return .inconclusive(reason: reason, [measurement])
            }
            // A generator that sends at a set rate and drops nothing has found no limit of the server.
            if series.droppedIterations == 0, !holds(successful, criterion) {
                let offered = Quantity(measured: successful, .rate).rounded(decimals: 1)
                let reason =
                    "the load test offered \(offered) and reached it: whether more can be sustained was not tried"
                return .inconclusive(reason: reason, [measurement])
            }
            rates.append(measurement)
        }
        return rates.isEmpty ? .missing(reason: nil) : .measured(rates)
    }

    private static func holds(_ rate: Double, _ criterion: Criterion) -> Bool {
        let result = criterion.expression?.evaluate { reference in
            reference == Reference(Reference.value) ? .quantity(rate, .rate) : .unknown(reason: nil)
        }
        return result?.truth ?? true
    }

    /// Worsening against earlier runs: without them there is nothing to compare with.
    static let worsening = statedOr { evidence, _, _ in
        evidence.loadSeries.isEmpty
            ? .missing(reason: nil)
            : .inconclusive(reason: "no baseline yet: no earlier run was given to compare with", [])
    }

    private typealias Series = (series: LoadResult, labels: Labels, report: Report)

    private static func edges(_ evidence: Evidence) -> [Series] {
        evidence.loadSeries.filter { $0.labels["from"] != nil && $0.labels["to"] != nil }
    }

    private static func latency(
        _ series: [Series],
        _ evidence: Evidence,
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        guard !series.isEmpty else {
            return .missing(reason: labels.isEmpty ? nil : "no load-test series is labelled \(labels.text)")
        }
        let aggregate = criterion.aggregate ?? .p95
        var found: [Measurement] = []
        for (series, labels, report) in series {
            guard let seconds = series.latency[aggregate] else { continue }
            let measurement = Measurement(
                metric: criterion.metric,
                value: seconds,
                dimension: .duration,
                labels: labels,
                samples: series.requests ?? 0,
                provenance: [report.provenance]
            )
            let gate: GateID = labels["from"] == nil ? .performance : .integration
            if let reason = presumption(series, report, evidence, gate) {
                return .inconclusive(reason: reason, [measurement])
            }
            found.append(measurement)
        }
        guard found.isEmpty else { return .measured(found) }
        let files = series.map(\.report.path).joined(separator: ", ")
        return .missing(reason: "\(files) holds no \(aggregate): add it to the tool's summary statistics")
    }

    /// Why a load result cannot carry a verdict: too many failures, or less load than was offered.
    private static func presumption(
        _ series: LoadResult,
        _ report: Report,
        _ evidence: Evidence,
        _ gate: GateID
    ) -> String? {
        if let step = report.step, let reason = evidence.surroundings.underProvisioned[step] { return reason }
        guard let rate = series.errorRate else { return "\(report.path) does not say how many requests failed" }
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
