extension CriterionDefinition.Found {
    /// What a report states, and what other reports show of the same thing: neither silences the other.
    ///
    /// Where both were measured, both must hold, so that the worse one counts. What keeps one of them from counting
    /// (contradictions, failed requests, noise) keeps the whole from it. Only where nothing else was found does one
    /// stand alone.
    func beside(_ shown: CriterionDefinition.Found) -> CriterionDefinition.Found {
        switch (self, shown) {
        case (.missing, .missing(let reason)):
            if reason == nil { return self }
            return shown
        case (.missing, _): return shown
        case (_, .missing(let reason)):
            return reason.map { noted("beside it, another report proves nothing: \($0)") } ?? self
        case (.broken, _), (_, .broken): return isBroken ? self : shown
        case (.refuted(let first), .refuted(let second)): return .refuted(first + second)
        case (.refuted, _): return self
        case (_, .refuted): return shown
        case (.measured(let first), .measured(let second)): return .measured(first + second)
        case (.inconclusive(let reason, let first), let other), (let other, .inconclusive(let reason, let first)):
            return .inconclusive(reason: reason, first + other.measurements)
        case (.noBaseline(let reason, let first), let other), (let other, .noBaseline(let reason, let first)):
            return .noBaseline(reason: reason, first + other.measurements)
        // What is said not to apply, and was measured all the same, does apply.
        case (.notApplicable, _): return shown
        case (_, .notApplicable): return self
        }
    }

    private func noted(_ note: String) -> CriterionDefinition.Found {
        guard case .measured(let all) = self else { return self }
        return .measured(all.map { Measures.annotated($0, [note]) })
    }

    private var isBroken: Bool { if case .broken = self { true } else { false } }

    /// What was measured, whatever it is worth.
    var measurements: [Measurement] {
        switch self {
        case .measured(let all), .refuted(let all), .inconclusive(_, let all), .noBaseline(_, let all): all
        case .missing, .broken, .notApplicable: []
        }
    }
}
