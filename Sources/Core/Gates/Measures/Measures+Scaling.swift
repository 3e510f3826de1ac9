import Criteria

extension Measures {
    /// The parameter beside `horizontal_scaling`: what twice the replicas must bring at least.
    static let scalingRatio = MetricSignature(name: "scaling_ratio", dimension: .count, direction: .atLeast)
    static let defaultScalingRatio = ">= 1.7"

    /// Holds where twice the replicas carry enough more load: measured at N and at 2N, never read from a configuration.
    static let horizontalScaling: Measure = { evidence, criterion, _ in
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        let capacities = capacities(evidence, criterion)
        guard !capacities.isEmpty else { return .missing(reason: nil) }
        let pairs = capacities.keys.sorted().filter { capacities[$0 * 2] != nil }
        guard !pairs.isEmpty else {
            let sizes = capacities.keys.sorted().map { "\($0)" }.joined(separator: ", ")
            return .missing(reason: "measured at \(sizes) replicas, and nothing at twice as many")
        }
        let written = criterion.parameters["scaling_ratio"] ?? defaultScalingRatio
        guard let phrase = try? Phrase.parse(written, for: scalingRatio),
            let limit = try? phrase.expression(for: scalingRatio)
        else { return .broken(reason: "`scaling_ratio: \(written)` is no criterion") }
        var found: [Measurement] = []
        for size in pairs {
            guard let small = capacities[size], let large = capacities[size * 2], small.rate > 0 else { continue }
            let ratio = large.rate / small.rate
            let holds = limit.evaluate { _ in .quantity(ratio, .count) }.truth ?? false
            let measurement = Measurement(
                metric: criterion.metric,
                value: holds ? 1 : 0,
                dimension: .boolean,
                labels: ["replicas": "\(size) and \(size * 2)"],
                samples: min(small.samples, large.samples),
                provenance: unique(small.provenance + large.provenance),
                notes: [
                    "\(words(small.rate)) at \(size) replicas, \(words(large.rate)) at \(size * 2): "
                        + "\(Quantity(measured: ratio, .count).rounded(decimals: 2)) times as much (asked: \(written))"
                ]
                    + presumptions.machineNotes
            )
            if let reason = small.objection ?? large.objection { return .inconclusive(reason: reason, [measurement]) }
            if small.isUntried {
                let reason = "the run with \(size) replicas carried all that it was offered, so its limit is not known"
                return .inconclusive(reason: reason, [measurement])
            }
            if large.isUntried, !holds {
                let reason =
                    "the run with \(size * 2) replicas carried all that it was offered, so its limit is not known"
                return .inconclusive(reason: reason, [measurement])
            }
            found.append(measurement)
        }
        return found.isEmpty ? .missing(reason: "no request succeeded at the smaller size") : .measured(found)
    }

    /// The worst of the trials; a trial in which nothing scaled refutes it.
    static let autoScalingTime: Measure = { evidence, criterion, _ in
        let idle = evidence.measurements(of: addedReplicas, labels: [:]).filter { $0.value <= 0 }
        if let first = idle.first {
            let trial = first.labels["trial"].map { "trial \($0)" } ?? "a trial"
            return .refuted(idle.map { annotated($0, ["nothing was scaled in \(trial)"]) })
        }
        let trials = evidence.measurements(of: criterion.metric, labels: [:])
        guard var worst = trials.max(by: { $0.value < $1.value }) else { return .missing(reason: nil) }
        let named = Set(trials.compactMap { $0.labels["trial"] })
        worst.samples =
            named.count == trials.count
            ? trials.count : trials.reduce(0) { $0.addingReportingOverflow($1.samples).partialValue }
        worst.provenance = unique(trials.flatMap(\.provenance))
        worst.notes.append("the worst of \(plural(worst.samples, "trial"))")
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        let steps = worst.provenance.compactMap(\.step)
        if let reason = presumptions.objection(toSteps: steps) { return .inconclusive(reason: reason, [worst]) }
        return .measured([worst])
    }

    private static let addedReplicas: MetricID = "scalability.replicas_added"
    private static let statedRate: MetricID = "throughput.sustained_rps"

    /// What a system of one size carries.
    private struct Capacity {
        var rate: Double
        var samples: Int
        var provenance: [Provenance]
        /// The generator sent all that it was to send: the system may carry more.
        var isUntried: Bool
        var objection: String?
    }

    /// The best run at each number of replicas.
    private static func capacities(_ evidence: Evidence, _ criterion: Criterion) -> [Int: Capacity] {
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        var best: [Int: Capacity] = [:]
        func keep(_ labels: Labels, _ capacity: Capacity) {
            guard let size = labels["replicas"].flatMap({ Int($0) }), (1...1_000_000).contains(size) else { return }
            if let known = best[size], known.rate >= capacity.rate { return }
            best[size] = capacity
        }
        for test in evidence.loadTotals {
            guard let rate = SuccessRate(test), !test.isOfTransaction else { continue }
            let capacity = Capacity(
                rate: rate.value,
                samples: test.series.requests ?? 0,
                provenance: test.provenance,
                isUntried: test.series.droppedIterations == 0,
                objection: test.contradiction ?? presumptions.objection(to: test, reached: false)
            )
            keep(test.labels, capacity)
        }
        for stated in evidence.measurements(of: statedRate, labels: [:]) where stated.dimension == .rate {
            let capacity = Capacity(
                rate: stated.value,
                samples: stated.samples,
                provenance: stated.provenance,
                isUntried: false,
                objection: presumptions.objection(toSteps: stated.provenance.compactMap(\.step))
            )
            keep(stated.labels, capacity)
        }
        return best
    }

    private static func words(_ rate: Double) -> String { "\(Quantity(measured: rate, .rate).rounded(decimals: 1))" }
}
