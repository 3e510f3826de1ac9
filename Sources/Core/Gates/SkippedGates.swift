extension GateID {
    /// The kinds of steps that feed a gate: where a condition leaves all of them out, there is nothing to judge.
    package var kinds: Set<Kind> {
        switch self {
        case .codeQuality: [.quality]
        case .coverage: [.unit, .integration, .e2e]
        case .integration: [.integration]
        case .e2e: [.e2e]
        case .performance: [.performance]
        case .security: [.security]
        }
    }
}

/// Gates of which every step was left out by a condition that does not hold.
package enum SkippedGates {
    /// By gate, the reason, out of the steps of a run.
    ///
    /// Built-in steps feed no gate, and must not be among them.
    package static func reasons(of steps: [StepRecord]) -> [GateID: String] {
        reasons(steps.map { ($0.kind, $0.condition) })
    }

    /// The same out of a pipeline, as it would run in a context.
    package static func reasons(of pipeline: Pipeline, _ context: RunContext) -> [GateID: String] {
        let steps = pipeline.stages.flatMap { stage -> [(kind: Kind, condition: String?)] in
            let objection = stage.condition.flatMap { RunFacts.objection(to: $0, in: context) }
            let reason = objection.flatMap { $0.isDecided ? $0.reason : nil }
            return stage.steps.compactMap { pipeline.steps[$0] }.filter { !$0.isBuiltIn }.map { ($0.kind, reason) }
        }
        return reasons(steps)
    }

    private static func reasons(_ steps: [(kind: Kind, condition: String?)]) -> [GateID: String] {
        var reasons: [GateID: String] = [:]
        for gate in GateID.allCases {
            let feeding = steps.filter { gate.kinds.contains($0.kind) }
            guard let first = feeding.first?.condition, feeding.allSatisfy({ $0.condition != nil }) else { continue }
            reasons[gate] = first
        }
        return reasons
    }
}

extension GateVerdict {
    /// The gate with nothing asked of it, where nothing was measured at all; what only a person can state stays asked.
    func excused(because reason: String) -> GateVerdict {
        let isUnfed = criteria.allSatisfy { $0.cells.allSatisfy(\.judgement.isUnfed) }
        guard isUnfed else { return self }
        var excused = self
        for index in criteria.indices {
            let path = criteria[index].criterion.path
            if Catalogue.definition(of: gate, path: path)?.attestation == .sole { continue }
            excused.criteria[index].remedy = nil
            for cell in criteria[index].cells.indices {
                guard case .notEvaluated = criteria[index].cells[cell].judgement else { continue }
                excused.criteria[index].cells[cell].judgement = .notApplicable(reason: reason)
            }
        }
        return excused
    }
}

extension Judgement {
    fileprivate var isUnfed: Bool {
        switch self {
        case .notEvaluated, .notApplicable: true
        default: false
        }
    }
}
