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
        let limited = Set(shares.map { StatedFigures.thing($0.labels) })
        if let open = used.first(where: { !limited.contains(StatedFigures.thing($0.labels)) }) {
            let file = open.provenance.first?.file ?? "a report"
            return .missing(
                reason: "\(file) names no limit\(StatedFigures.place(open.labels)), and usage is a share of it"
            )
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

    /// Bytes in use divided by the limit of the same labels.
    private static func memoryShares(_ evidence: Evidence, _ criterion: Criterion) -> [Measurement] {
        let limits = evidence.measurements(of: memoryLimit, labels: [:]).filter {
            $0.dimension == .bytes && $0.value > 0
        }
        return evidence.measurements(of: workingSet, labels: [:]).filter { $0.dimension == .bytes }.compactMap { used in
            let own = StatedFigures.thing(used.labels)
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
        let figures = StatedFigures(all, criterion)
        if let lacking = figures.lacking { return .missing(reason: lacking) }
        let fitting = figures.fitting
        for measurement in fitting {
            guard let text = measurement.labels["gap"], let gap = try? Quantity(parsing: text),
                gap.dimension == .duration,
                gap.value > longestGap
            else { continue }
            return .inconclusive(reason: "nothing was read for \(text): the peak may lie in between", fitting)
        }
        let presumptions = LoadPresumptions(evidence: evidence, gate: .performance)
        let steps = fitting.flatMap(\.provenance).compactMap(\.step)
        if let reason = presumptions.objection(toSteps: steps) { return .inconclusive(reason: reason, fitting) }
        return .measured(fitting.map { annotated($0, presumptions.machineNotes) })
    }
}
