import Criteria

/// Finds what a criterion's earlier values are, by measuring the earlier runs exactly as this one is measured.
struct BaselineLookup {
    private let evidence: Evidence
    private let history: Baselines
    private let criterion: Criterion
    private let definition: CriterionDefinition
    private let labels: Labels
    /// What was compared with so far; goes into the verdict.
    private(set) var uses: [BaselineUse] = []
    /// Why there is nothing to compare with; nil where there was, or nothing was asked.
    private(set) var missing: String?

    init(
        _ evidence: Evidence,
        _ history: Baselines,
        _ criterion: Criterion,
        _ definition: CriterionDefinition,
        _ labels: Labels
    ) {
        self.evidence = evidence
        self.history = history
        self.criterion = criterion
        self.definition = definition
        self.labels = labels
    }

    /// The earlier value of what the reference names, for a measurement of this run.
    mutating func value(of reference: Reference, beside measurement: Measurement) -> Value {
        let question = Baselines.Question(
            moment: reference.moment,
            choice: criterion.qualifiers.baseline,
            isPerformance: definition.dependsOnMachine
        )
        let isCount = reference.name == Reference.executed
        do throws(Baselines.Nothing) {
            let answer = try history.answer(question) { earlier($0, measurement) }
            let values = answer.found.map {
                isCount ? Double($0.value.measurement.samples) : $0.value.measurement.value
            }
            if definition.gate == .coverage, let lost = LostFiles(evidence, answer.found.map(\.run), labels) {
                return .unknown(reason: lost.reason)
            }
            guard let value = Median.of(values) else { return .unknown(reason: "the earlier value is no number") }
            let dimension = isCount ? Dimension.count : measurement.dimension
            uses.append(
                BaselineUse(
                    value: value,
                    dimension: dimension,
                    origin: answer.origin,
                    runs: answer.found.map(\.run.run),
                    leftOut: answer.leftOut,
                    notes: answer.found.compactMap(\.value.note)
                )
            )
            return dimension == .boolean ? .bool(value != 0) : .quantity(value, dimension)
        } catch {
            missing = missing ?? error.reason
            return .unknown(reason: error.reason)
        }
    }

    private typealias Earlier = (measurement: Measurement, note: String?)

    /// What one run measured of the same thing; of several values the worst, as the worst decides in this run too.
    private func earlier(_ run: EarlierRun, _ measurement: Measurement) -> Baselines.Word<Earlier> {
        let found: Measurement
        switch measured(run.evidence, measurement) {
        case .value(let value): found = value
        case .none(let reason): return .none(reason)
        }
        guard definition.gate == .coverage else { return .value((found, nil)) }
        guard let removed = RemovedLines(since: run.run.commit, evidence.surroundings.change) else {
            return .value((found, "not adjusted for removed lines: what changed since that run is not known"))
        }
        // Taking lines out may only forgive: else rewriting what was never covered would look like a loss.
        let (rest, count) = removed.takenOut(of: run.evidence)
        guard count > 0, case .value(let adjusted) = measured(rest, measurement),
            adjusted.value < found.value
        else { return .value((found, nil)) }
        let before = Quantity(measured: found.value, .ratio).rounded(decimals: 2)
        let note = "without \(Wording.count(count, "line")) that the change removes; with them \(before)"
        return .value((adjusted, note))
    }

    private func measured(_ evidence: Evidence, _ measurement: Measurement) -> Baselines.Word<Measurement> {
        switch definition.measure(evidence, criterion, labels) {
        case .measured(let all):
            let same = all.filter { $0.labels == measurement.labels && $0.dimension == measurement.dimension }
            let sorted = same.sorted { $0.value < $1.value }
            guard let worst = definition.direction == .atLeast ? sorted.first : sorted.last else {
                return .none("it did not measure this")
            }
            if let doubt = worst.doubt { return .none(doubt) }
            guard worst.value.isFinite else { return .none("it measured no finite number") }
            let minimum = criterion.qualifiers.minSamples ?? SampleMinimum.of(criterion.aggregate, definition)
            guard worst.samples >= minimum else {
                return .none("it measured \(Wording.count(worst.samples, "sample")), and \(minimum) are needed")
            }
            return .value(worst)
        case .missing, .notApplicable: return .none("it did not measure this")
        case .refuted: return .none("it did not hold whatever its value")
        case .inconclusive(let reason, _), .broken(let reason), .noBaseline(let reason, _): return .none(reason)
        }
    }
}

extension CriterionDefinition {
    /// Whether values of other hardware say nothing: latencies, rates and use of resources.
    var dependsOnMachine: Bool { gate == .performance || path == "service_communication.latency" }
}
