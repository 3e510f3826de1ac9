/// A run of some of a pipeline's steps (`--only`): it is judged by what was selected, and says what was not judged.
package struct PartialRun: Sendable, Equatable {
    /// How many steps the pipeline has, and how many of them were selected.
    package let total: Int
    package let selected: Int
    /// The steps that were not.
    package let omitted: [String]
    /// Their kinds.
    private let kinds: Set<Kind>

    /// nil where every step of the plan was selected.
    package init?(_ plan: Plan) {
        let omitted = plan.steps.filter { $0.skipReason == PlannedStep.notSelected }
        guard !omitted.isEmpty else { return nil }
        self.omitted = omitted.map(\.name)
        kinds = Set(omitted.map(\.step.kind))
        total = plan.steps.count
        selected = plan.steps.count - omitted.count
    }

    /// The verdict without the criteria, and the gates, that nothing in this run measured, or only a part of what feeds them:
    /// they are the omitted steps'.
    package func limited(_ verdict: RunVerdict) -> RunVerdict {
        var limited = verdict
        limited.gates = verdict.gates.compactMap { gate in
            var gate = gate
            gate.criteria.removeAll { $0.verdict == .notEvaluated || isLowerBound($0, of: gate.gate) }
            return gate.criteria.contains { $0.verdict != .notApplicable } ? gate : nil
        }
        // Without a gate the tests decide; where there was none either, that is said as in a run without gates.
        if limited.gates.isEmpty, !verdict.gates.isEmpty, case .notEvaluated(let reason) = verdict.tests {
            limited.problems.append(Problem(.notEvaluated, "nothing was measured", detail: reason))
        }
        return limited
    }

    /// Whether too little was measured because steps that measure more of the same were left out: what a part of the tests
    /// covers, and which mocks it calls, says nothing of what all of them do.
    private func isLowerBound(_ criterion: CriterionVerdict, of gate: GateID) -> Bool {
        guard !gate.kinds.isDisjoint(with: kinds) else { return false }
        return switch gate {
        case .coverage: criterion.verdict == .fail || criterion.verdict == .inconclusive
        case .integration: criterion.verdict == .fail && Measures.lacksOnlyCalls(criterion)
        default: false
        }
    }

    /// `partial: 1 of 6 steps; not judged: build, e2e; security_gate`.
    package func banner(_ verdict: RunVerdict) -> String {
        let kept = limited(verdict).gates
        let gates = verdict.gates.flatMap { gate -> [String] in
            guard let rest = kept.first(where: { $0.gate == gate.gate }) else {
                return ["all of \(gate.gate.rawValue)"]
            }
            let paths = Set(rest.criteria.map(\.criterion.path))
            return gate.criteria.map(\.criterion.path).filter { !paths.contains($0) }
        }
        let parts = [omitted, gates].filter { !$0.isEmpty }.map(Self.list)
        return "partial: \(selected) of \(total) steps; not judged: \(parts.joined(separator: "; "))"
    }

    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
