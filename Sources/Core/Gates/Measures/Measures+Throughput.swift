import Criteria

extension Measures {
    /// Successful requests per second in the steady part of a load test, or in all of it.
    static let sustainedRate: Measure = { evidence, criterion, _ in
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        let stated = ofLargestSystem(evidence.measurements(of: criterion.metric, labels: [:]), \.labels)
        let shown = shownRate(evidence, presumptions, criterion)
        return stated.isEmpty ? shown : statedRate(stated, presumptions, criterion).beside(shown)
    }

    private static func shownRate(
        _ evidence: Evidence,
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let whole = evidence.loadTotals.filter { $0.series.labels.isEmpty && $0.labels[LoadFilters.phase] != "burst" }
        let steady = evidence.loadTotals.filter { $0.labels[LoadFilters.phase] == "steady" && !$0.isOfTransaction }
        let tests = ofLargestSystem(steady.isEmpty ? whole : steady, \.labels).filter { ($0.series.requests ?? 0) > 0 }
        let fitting = tests.filter { LoadFilters.fits(LoadFilters.window($0), criterion.qualifiers.over) }
        if let over = criterion.qualifiers.over, fitting.isEmpty, !tests.isEmpty {
            let files = tests.flatMap(\.provenance).map(\.file)
            return .missing(
                reason: LoadFilters.reason(over, files: files, windows: tests.map { LoadFilters.window($0) })
            )
        }
        var rates: [Measurement] = []
        for test in fitting {
            if let contradiction = test.contradiction { return .broken(reason: contradiction) }
            guard let rate = SuccessRate(test) else {
                if let reason = presumptions.objection(to: test) { return .inconclusive(reason: reason, rates) }
                let file = test.provenance.first?.file ?? "a report"
                return .missing(reason: "\(file) says neither its rate nor how long it took")
            }
            let measurement = rate.measurement(test, criterion, presumptions.machineNotes)
            if let reason = presumptions.objection(to: test) ?? untried(test, rate.value, criterion) {
                return .inconclusive(reason: reason, [measurement])
            }
            rates.append(measurement)
        }
        return rates.isEmpty ? .missing(reason: nil) : .measured(rates)
    }

    /// The best window in which no more requests failed than is allowed.
    static let burstRate: Measure = { evidence, criterion, _ in
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        let stated = evidence.measurements(of: criterion.metric, labels: [:])
        let shown = shownBurst(evidence, presumptions, criterion)
        return stated.isEmpty ? shown : statedBurst(stated, presumptions, criterion).beside(shown)
    }

    private static func shownBurst(
        _ evidence: Evidence,
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let over = criterion.qualifiers.over
        let bursts = evidence.loadTotals.filter {
            $0.labels[LoadFilters.phase] == "burst" && ($0.series.requests ?? 0) > 0
        }
        guard !bursts.isEmpty else { return .missing(reason: nil) }
        if let contradiction = bursts.compactMap(\.contradiction).first { return .broken(reason: contradiction) }
        let files = bursts.flatMap(\.provenance).map(\.file)
        let declared = bursts.filter { hasWindow($0) }
        guard !declared.isEmpty else {
            return .missing(reason: "\(files[0]) does not say how long the burst was: label it `window`, such as `10s`")
        }
        let fitting = declared.filter { LoadFilters.fits(LoadFilters.window($0), over) }
        if let over, fitting.isEmpty {
            return .missing(
                reason: LoadFilters.reason(over, files: files, windows: declared.map { LoadFilters.window($0) })
            )
        }
        return best(fitting, presumptions, criterion)
    }

    private static func best(
        _ bursts: [LoadSeries],
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let rates = bursts.compactMap { burst in SuccessRate(burst).map { (burst: burst, rate: $0) } }
        guard let first = rates.first else { return .missing(reason: "the bursts do not say how many requests failed") }
        let allowed = rates.filter { ($0.burst.series.errorRate ?? 1) <= presumptions.errorLimit }
        guard let top = allowed.max(by: { $0.rate.value < $1.rate.value }) else {
            var none = first.rate.measurement(first.burst, criterion, presumptions.machineNotes)
            none.value = 0
            none.notes.append("more than \(percent(presumptions.errorLimit)) of the requests failed in every burst")
            return .measured([none])
        }
        let measurement = top.rate.measurement(top.burst, criterion, presumptions.machineNotes)
        let steps = top.burst.provenance.compactMap(\.step)
        if let reason = presumptions.objection(toSteps: steps) ?? untried(top.burst, top.rate.value, criterion) {
            return .inconclusive(reason: reason, [measurement])
        }
        return .measured([measurement])
    }

    private static func statedBurst(
        _ stated: [Measurement],
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let over = criterion.qualifiers.over
        let files = stated.flatMap(\.provenance).map(\.file)
        // A report that names no window is taken at the word of the configuration; one that names another is not.
        let fitting = stated.filter { measurement in
            guard let window = LoadFilters.window(measurement.labels) else { return over != nil }
            return LoadFilters.fits(window, over)
        }
        guard let top = fitting.max(by: { $0.value < $1.value }) else {
            guard let over else {
                return .missing(
                    reason: "\(files[0]) does not say how long the burst was: label it `window`, or write `over`"
                )
            }
            return .missing(
                reason: LoadFilters.reason(over, files: files, windows: stated.map { LoadFilters.window($0.labels) })
            )
        }
        var notes = presumptions.machineNotes
        if let over, LoadFilters.window(top.labels) == nil {
            notes.append("the report names no window; \(over.words) is what the configuration says")
        }
        let noted = annotated(top, notes)
        if let reason = presumptions.objection(toSteps: top.provenance.compactMap(\.step)) {
            return .inconclusive(reason: reason, [noted])
        }
        return .measured([noted])
    }

    private static func statedRate(
        _ stated: [Measurement],
        _ presumptions: LoadPresumptions,
        _ criterion: Criterion
    ) -> CriterionDefinition.Found {
        let fitting = stated.filter { LoadFilters.fits(LoadFilters.window($0.labels), criterion.qualifiers.over) }
        if let over = criterion.qualifiers.over, fitting.isEmpty {
            let files = stated.flatMap(\.provenance).map(\.file)
            return .missing(
                reason: LoadFilters.reason(over, files: files, windows: stated.map { LoadFilters.window($0.labels) })
            )
        }
        let noted = fitting.map { annotated($0, presumptions.machineNotes) }
        if let reason = presumptions.objection(toSteps: fitting.flatMap(\.provenance).compactMap(\.step)) {
            return .inconclusive(reason: reason, noted)
        }
        return .measured(noted)
    }

    /// A generator that sends at a set rate and drops nothing has found no limit of the server.
    private static func untried(_ test: LoadSeries, _ rate: Double, _ criterion: Criterion) -> String? {
        guard test.series.droppedIterations == 0, !holds(rate, .rate, criterion) else { return nil }
        let offered = Quantity(measured: rate, .rate).rounded(decimals: 1)
        return "the load test offered \(offered) and reached it: whether more can be sustained was not tried"
    }

    /// Only the whole of a test is as long as the test; a part of it has to say.
    private static func hasWindow(_ series: LoadSeries) -> Bool {
        LoadFilters.window(series.labels) != nil || (series.series.labels.isEmpty && series.series.duration != nil)
    }

    /// Runs at several numbers of replicas look for scaling: the largest says what the system sustains.
    private static func ofLargestSystem<Figure>(_ all: [Figure], _ labels: (Figure) -> Labels) -> [Figure] {
        let sizes = all.compactMap { labels($0)["replicas"].flatMap { Int($0) } }
        guard let largest = sizes.max() else { return all }
        let unlabelled = all.filter { labels($0)["replicas"] == nil }
        return unlabelled.isEmpty ? all.filter { labels($0)["replicas"].flatMap { Int($0) } == largest } : unlabelled
    }
}

/// Successful requests per second of one load test.
struct SuccessRate {
    var value: Double
    private var note: String?

    /// nil where neither a rate nor a window is known.
    init?(_ test: LoadSeries) {
        let series = test.series
        if let window = LoadFilters.window(test.labels), let requests = series.requests, let failed = series.failed {
            value = Double(max(0, requests - failed)) / window
            return
        }
        guard let rate = series.requestRate else { return nil }
        value = rate * (1 - (series.errorRate ?? 0))
        if let duration = series.duration {
            note = "over all of the test (\(Duration.seconds(duration).words)), with its start and its end"
        }
    }

    func measurement(_ test: LoadSeries, _ criterion: Criterion, _ notes: [String]) -> Measurement {
        Measurement(
            metric: criterion.metric,
            value: value,
            dimension: .rate,
            labels: test.labels,
            samples: test.series.requests ?? 0,
            provenance: test.provenance,
            notes: [note].compactMap(\.self) + notes
        )
    }
}
