import Criteria

extension Catalogue {
    /// What may stand below `metrics` of a comparison with earlier runs.
    package static let comparedMetrics = ["response_time", "throughput", "resource_usage"]
}

extension Measures {
    /// How much worse one metric is than in earlier runs: a measurement for each series, at least so much worse.
    static let worsening: CriterionDefinition.Comparison = { evidence, history, criterion, labels in
        guard let name = labels["metric"] else { return .missing(reason: nil) }
        guard Catalogue.comparedMetrics.contains(name) else {
            let known = Catalogue.comparedMetrics.joined(separator: ", ")
            return .broken(reason: "`\(name)` is none of the metrics that can be compared: \(known)")
        }
        guard case .comparison(_, _, let right)? = criterion.expression,
            case .quantity(let tolerated, .ratio) = right.evaluate({ _ in .unknown(reason: nil) })
        else { return .broken(reason: "`\(criterion.written)` is no share, such as 5%, to tolerate") }
        let current = PerformanceValues(evidence, name, criterion)
        if let reason = current.problem { return .inconclusive(reason: reason, []) }
        guard !current.values.isEmpty else {
            if let remark = current.remarks.first { return .inconclusive(reason: remark, []) }
            return .missing(reason: "this run holds no \(name) to compare")
        }
        let comparison = SeriesComparison(history, name, criterion, tolerated: tolerated)
        return comparison.found(current)
    }
}

/// One metric of a load test set against earlier runs, series by series.
private struct SeriesComparison {
    private let history: Baselines
    private let criterion: Criterion
    private let name: String
    private let tolerated: Double
    /// The earlier runs' values of this metric, read once.
    private let earlier: [String: PerformanceValues]

    init(_ history: Baselines, _ name: String, _ criterion: Criterion, tolerated: Double) {
        self.history = history
        self.criterion = criterion
        self.name = name
        self.tolerated = tolerated
        let runs = history.runs.filter { $0.objection == nil }
        earlier = Dictionary(runs.map { ($0.run.id, PerformanceValues($0.evidence, name, criterion)) }) { first, _ in
            first
        }
    }

    /// A series that is worse decides; then one that noise hides; a series that is new only makes a note.
    func found(_ current: PerformanceValues) -> CriterionDefinition.Found {
        var judged: [Measurement] = []
        var hidden: [(measurement: Measurement, reason: String)] = []
        var unbased: [String] = []
        for value in current.values {
            switch compare(value) {
            case .success(let (measurement, worsening)):
                if worsening.hides(tolerated) {
                    hidden.append((measurement, hiding(worsening, value)))
                } else {
                    judged.append(measurement)
                }
            case .failure(let nothing): unbased.append("\(value.title): \(nothing.reason)")
            }
        }
        if judged.isEmpty, hidden.isEmpty {
            return .noBaseline(reason: unbased.prefix(3).joined(separator: "; "), [])
        }
        let notes = (unbased + current.remarks).map { "not compared: \($0)" } + gone(current)
        if !notes.isEmpty {
            for index in judged.indices { judged[index].notes += notes.prefix(5) }
        }
        let fails = judged.contains { $0.value > tolerated }
        guard let first = hidden.first, !fails else { return .measured(judged) }
        return .inconclusive(reason: first.reason, hidden.map(\.measurement) + judged)
    }

    private func compare(
        _ value: PerformanceValues.Entry
    ) -> Result<(Measurement, Worsening), Baselines.Nothing> {
        let question = Baselines.Question(
            moment: .baseline,
            choice: criterion.qualifiers.baseline,
            isPerformance: true
        )
        do throws(Baselines.Nothing) {
            let answer = try history.answer(question) { run in
                earlier[run.run.id]?.word(of: value.labels) ?? .none("it did not measure this")
            }
            let values = answer.found.map(\.value)
            guard let worsening = Worsening(of: value.value, against: values, direction: value.direction) else {
                throw tooFew(values, answer.leftOut)
            }
            return .success((measurement(value, worsening, answer), worsening))
        } catch {
            return .failure(error)
        }
    }

    private func tooFew(_ values: [Double], _ leftOut: [String]) -> Baselines.Nothing {
        guard values.count < Worsening.fewestRuns else {
            return Baselines.Nothing(reason: "no baseline: the earlier values are not above zero")
        }
        let total = history.runs.count
        let left = leftOut.isEmpty ? "" : "; " + Baselines.summary(leftOut, of: total)
        let runs = Measures.plural(values.count, "run")
        return Baselines.Nothing(
            reason: "no baseline yet: \(runs) to compare with, and \(Worsening.fewestRuns) are needed to know the noise"
                + left
        )
    }

    private func measurement(
        _ value: PerformanceValues.Entry,
        _ worsening: Worsening,
        _ answer: Baselines.Answer<Double>
    ) -> Measurement {
        let detail = words(worsening, value)
        let isWorse = worsening.exceeds(tolerated)
        var measurement = Measurement(
            metric: criterion.metric,
            value: worsening.lowerBound,
            dimension: .ratio,
            labels: value.labels,
            samples: value.samples,
            provenance: value.provenance,
            offenders: isWorse ? [Offender(name: value.title, detail: detail)] : [],
            notes: isWorse ? [] : ["\(value.title): \(detail)"]
        )
        measurement.baselines = [
            BaselineUse(
                value: worsening.median,
                dimension: value.dimension,
                origin: answer.origin,
                runs: answer.found.map(\.run.run),
                leftOut: answer.leftOut
            )
        ]
        return measurement
    }

    /// `231ms against 210ms: 10% worse, 3.2% at least with 95 % confidence; noise floor 1.4%`.
    private func words(_ worsening: Worsening, _ value: PerformanceValues.Entry) -> String {
        let now = Quantity(measured: value.value, value.dimension).rounded(decimals: 2)
        let before = Quantity(measured: worsening.median, value.dimension).rounded(decimals: 2)
        let change =
            worsening.estimate >= 0
            ? "\(Measures.percent(worsening.estimate)) worse" : "\(Measures.percent(-worsening.estimate)) better"
        let bound =
            worsening.lowerBound > 0
            ? ", \(Measures.percent(worsening.lowerBound)) at least with 95 % confidence"
            : worsening.estimate > 0 ? ", which noise explains" : ""
        let outliers =
            worsening.outliers > 0
            ? "; \(Measures.plural(worsening.outliers, "earlier run")) far off left out of the margin" : ""
        return
            "\(now) against \(before): \(change)\(bound); noise floor \(Measures.percent(worsening.floor))\(outliers)"
    }

    private func hiding(_ worsening: Worsening, _ value: PerformanceValues.Entry) -> String {
        let isFloor = worsening.floor > tolerated
        let what = isFloor ? "the noise floor" : "the margin"
        let size = Measures.percent(isFloor ? worsening.floor : worsening.margin)
        return "the earlier runs differ too much among themselves: \(what) of \(value.title) is "
            + "\(size), and \(Measures.percent(tolerated)) are asked about "
            + "(\(words(worsening, value)))"
    }

    /// Series of the newest run that this run no longer holds.
    private func gone(_ current: PerformanceValues) -> [String] {
        let here = Set(current.values.map(\.labels))
        guard let newest = history.runs.first(where: { $0.objection == nil }),
            let values = earlier[newest.run.id]?.values
        else { return [] }
        return values.filter { !here.contains($0.labels) }.map { "no longer measured: \($0.title)" }
    }
}
