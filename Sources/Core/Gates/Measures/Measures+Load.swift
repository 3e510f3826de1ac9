import Criteria

extension Measures {
    /// A percentile of one service's latencies, from a series that is labelled with the service.
    static let responseTime: Measure = { evidence, criterion, labels in
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        let stated = evidence.measurements(of: criterion.metric, labels: labels)
        let series = evidence.loadSeries.filter { $0.labels.includes(labels) }
        return latency(stated, series, presumptions, criterion, labels)
    }

    /// Of what reports state, and of the series of load tests: a load test that cannot carry a verdict is not silenced by a
    /// figure beside it.
    static func latency(
        _ stated: [Measurement],
        _ series: [LoadSeries],
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        // The time of a transaction is that of several requests; who asks for it names it.
        let requests = labels["transaction"] == nil ? series.filter { !$0.isOfTransaction } : series
        guard !stated.isEmpty else { return latency(requests, presumptions, criterion, labels) }
        let first = statedLatency(stated, presumptions, criterion)
        let all = requests.filter(\.isOfLoadTest)
        let tests = all.filter { LoadFilters.fits(LoadFilters.window($0), criterion.qualifiers.over) }
        guard !tests.isEmpty else {
            // Of another window than is asked for: its figures are others, but how it went is told all the same.
            let reason = all.lazy.compactMap { $0.contradiction ?? presumptions.objection(to: $0) }.first
            return reason.map { .inconclusive(reason: $0, first.measurements) } ?? first
        }
        let second = latency(tests, presumptions, criterion, labels)
        guard case .missing = second else { return first.beside(second) }
        return second
    }

    /// Percentiles that a report states: only those of the aggregate and of the window that are asked for.
    static func statedLatency(
        _ all: [Measurement],
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let (warm, note) = LoadFilters.withoutColdStart(all, \.labels)
        let files = unique(all.flatMap(\.provenance)).map(\.file).joined(separator: ", ")
        guard !warm.isEmpty else { return .missing(reason: "\(files) holds the cold start only") }
        let figures = StatedFigures(warm, criterion)
        if let lacking = figures.lacking { return .missing(reason: lacking) }
        let fitting = figures.fitting
        let noted = fitting.map { annotated($0, [note].compactMap(\.self) + presumptions.machineNotes) }
        if let reason = presumptions.objection(toSteps: fitting.flatMap(\.provenance).compactMap(\.step)) {
            return .inconclusive(reason: reason, noted)
        }
        return .measured(noted)
    }

    /// A percentile of each series, from the report or interpolated within a histogram.
    static func latency(
        _ given: [LoadSeries],
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion,
        _ labels: Labels
    ) -> CriterionDefinition.Found {
        guard !given.isEmpty else {
            return .missing(reason: labels.isEmpty ? nil : "no load-test series is labelled \(labels.text)")
        }
        let files = unique(given.flatMap(\.provenance)).map(\.file).joined(separator: ", ")
        let (all, note) = LoadFilters.withoutColdStart(given, \.labels)
        guard !all.isEmpty else { return .missing(reason: "\(files) holds the cold start only") }
        let fitting = all.filter { LoadFilters.fits(LoadFilters.window($0), criterion.qualifiers.over) }
        if let over = criterion.qualifiers.over, fitting.isEmpty {
            return .missing(
                reason: LoadFilters.reason(over, files: [files], windows: all.map { LoadFilters.window($0) })
            )
        }
        let aggregate = criterion.aggregate ?? .p95
        var found: [Measurement] = []
        var lacking: LoadSeries?
        for series in fitting {
            if let contradiction = series.contradiction { return .broken(reason: contradiction) }
            guard let value = series.latency(aggregate) else {
                if series.isOfLoadTest, let reason = presumptions.objection(to: series) {
                    return .inconclusive(reason: reason, found)
                }
                if series.isOfLoadTest { lacking = lacking ?? series }
                continue
            }
            let measurement = Measurement(
                metric: criterion.metric,
                value: value.seconds,
                dimension: .duration,
                labels: series.labels,
                samples: series.series.requests ?? series.series.histogram?.total ?? 0,
                provenance: series.provenance,
                notes: [value.note, note].compactMap(\.self) + presumptions.machineNotes
            )
            if let reason = presumptions.objection(to: series) { return .inconclusive(reason: reason, [measurement]) }
            // Beyond the last bound a limit is certainly missed where the bound misses it; else nothing is known.
            if value.isLowerBound, holds(value.seconds, .duration, criterion) {
                return .inconclusive(reason: value.note ?? "\(aggregate) is not known", [measurement])
            }
            found.append(measurement)
        }
        if let lacking, !found.isEmpty {
            let file = lacking.provenance.first?.file ?? "a report"
            let part = lacking.series.labels.isEmpty ? "" : " of \(lacking.series.labels.text)"
            return .missing(
                reason:
                    "\(file) holds no \(aggregate)\(part), though others do: add it to the tool's summary statistics"
            )
        }
        guard found.isEmpty else { return .measured(found) }
        return .missing(reason: "\(files) holds no \(aggregate): add it to the tool's summary statistics")
    }

    /// Whether the phrase holds for a value; true where that is not known.
    static func holds(_ value: Double, _ dimension: Dimension, _ criterion: Criterion) -> Bool {
        let result = criterion.expression?.evaluate { reference in
            reference.name == Reference.value ? .quantity(value, dimension) : .unknown(reason: nil)
        }
        return result?.truth ?? true
    }

    static func annotated(_ measurement: Measurement, _ notes: [String]) -> Measurement {
        var noted = measurement
        noted.notes += notes.filter { !noted.notes.contains($0) }
        return noted
    }
}
