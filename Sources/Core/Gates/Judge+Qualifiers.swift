extension Judge {
    /// The judgement of a cell with what its sibling keys make of it: `on_missing` and `require`.
    func qualified(_ criterion: Criterion, _ definition: CriterionDefinition, _ labels: Labels) -> Judgement {
        let judgement = judge(criterion, definition, labels)
        switch judgement {
        case .notEvaluated(let reason): return missing(criterion, reason)
        case .pass, .fail, .inconclusive, .noBaseline:
            let check = RequirementCheck(evidence: evidence, history: history, labels: labels)
            guard let objection = criterion.qualifiers.require.lazy.compactMap(check.objection).first else {
                return judgement
            }
            return .inconclusive(reason: objection, measured: judgement.measurements)
        case .missed, .waived, .error, .notApplicable: return judgement
        }
    }

    private func missing(_ criterion: Criterion, _ reason: String) -> Judgement {
        guard let verdict = criterion.qualifiers.onMissing else { return .notEvaluated(reason: reason) }
        let said = "\(reason) (`on_missing: \(verdict.rawValue)`)"
        return switch verdict {
        case .notEvaluated: .notEvaluated(reason: reason)
        case .inconclusive: .inconclusive(reason: said, measured: [])
        case .fail: .missed(reason: said)
        case .error: .error(reason: said)
        }
    }
}
