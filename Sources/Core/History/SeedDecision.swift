/// Whether a run may be made a baseline by a person's decision.
package enum SeedDecision {
    /// Why a run must not be seeded, before it starts; nil where it may.
    ///
    /// Only what is missing can be seeded: a run is refused where enough others serve.
    package static func objection(_ gates: [Gate], _ baselines: Baselines, context: RunContext?) -> String? {
        let needed = gates.flatMap(\.criteria).map(runsNeeded).max() ?? 0
        guard needed > 0 else {
            return "no criterion compares with an earlier run, so that a baseline would serve none"
        }
        if let context, context.ci, !context.manualTrigger {
            return
                "a baseline is a person's decision, and nobody started this run by hand (trigger: \(context.trigger))"
        }
        let serving = baselines.runs.filter { baselines.objection(to: $0, nil, sameMachine: true) == nil }
        guard serving.count >= needed, let newest = serving.first else { return nil }
        return "run \(newest.run.id) is a baseline already"
            + (serving.count > 1 ? ", and \(serving.count - 1) more" : "")
    }

    /// Why a run that has ended cannot be a baseline; nil where it can.
    package static func objection(to verdict: RunVerdict) -> String? {
        verdict.lacksOnlyBaselines || !verdict.overall.blocks
            ? nil : "it is \(verdict.overall.rawValue), and not for want of a baseline alone"
    }

    private static func runsNeeded(_ criterion: Criterion) -> Int {
        guard criterion.comparesWithEarlierRuns else { return 0 }
        let fewest = criterion.metric == .worsening ? Worsening.fewestRuns : 1
        if case .medianOf(let count)? = criterion.qualifiers.baseline?.runs { return max(count, fewest) }
        return fewest
    }
}
