package import Core

/// What went wrong in a finished run, and what was measured and is well.
package struct RunFailures: Sendable {
    package private(set) var failures: [Failure] = []
    /// Steps and gates that passed.
    package private(set) var passed: Set<String> = []

    /// `codeOwners` say whose a failed test is where no component does.
    package init(_ summary: RunSummary, components: [Component], codeOwners: CodeOwners? = nil) {
        for step in summary.steps where !step.allowFailure {
            // What a cache restores measures nothing anew, and what passed at the second try is not well.
            if step.outcome.passed, step.category == nil, step.cached == nil {
                passed.insert(step.name)
            } else if case .failed(.gates, _) = step.outcome {
                // The gates say so themselves.
                continue
            } else if case .failed(let reason, _) = step.outcome {
                var failure = Self.failure(step, reason, components)
                if let test = Self.firstTest(step, summary) { failure.message = test }
                if failure.owner == nil, let codeOwners { failure.owner = Self.owner(step, summary, codeOwners) }
                failures.append(failure)
            }
        }
        for gate in summary.verdict?.gates ?? [] where gate.blocking {
            switch gate.verdict {
            case .fail, .error: failures.append(Self.failure(gate))
            case .pass, .waived: passed.insert(gate.gate.rawValue)
            case .warn, .inconclusive, .notEvaluated, .notApplicable: break
            }
        }
    }

    private static func failure(
        _ step: StepRecord,
        _ reason: StepOutcome.Failure,
        _ components: [Component]
    ) -> Failure {
        let last = step.attempts.last?.output.last { !$0.allSatisfy(\.isWhitespace) }
        let isOfThePlace = step.category?.isOfThePlace ?? false
        let own = step.kind == .performance ? ["performance_regression"] : []
        let kinds = isOfThePlace ? ["infrastructure_failure"] : own + ["\(step.kind.rawValue)_test_failure"]
        return Failure(
            kinds: kinds + ["step_failure"],
            category: step.category?.rawValue,
            step: step.name,
            component: step.component,
            message: last ?? words(reason),
            owner: components.first { $0.name == step.component }?.owner
        )
    }

    /// Name and message of the first test that failed; nil where none did.
    private static func firstTest(_ step: StepRecord, _ summary: RunSummary) -> String? {
        let first = failed(step, summary).min { ($0.className ?? "", $0.name) < ($1.className ?? "", $1.name) }
        guard let first else { return nil }
        let line = first.message?.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
        return "\(first.name)\(line)"
    }

    private static func failed(_ step: StepRecord, _ summary: RunSummary) -> [TestCase] {
        let results = summary.reports.filter { $0.step == step.name }.compactMap(\.tests)
        return results.flatMap(\.cases).filter { $0.status == .failed || $0.status == .error }
    }

    /// Who owns the file of the first test that failed.
    private static func owner(_ step: StepRecord, _ summary: RunSummary, _ codeOwners: CodeOwners) -> String? {
        for test in failed(step, summary) {
            guard let file = test.place?.file else { continue }
            let path = file.hasPrefix("./") ? String(file.dropFirst(2)) : file
            if let owner = codeOwners.owners(of: path).first { return owner }
        }
        return nil
    }

    private static func failure(_ gate: GateVerdict) -> Failure {
        let worst = gate.criteria.max { $0.verdict < $1.verdict }
        let path = worst?.criterion.path ?? ""
        let extra = gate.gate == .performance ? ["performance_regression"] : []
        return Failure(
            kinds: extra + ["\(gate.gate.rawValue)_failure"],
            category: FailureCategory.gate.rawValue,
            step: gate.gate.rawValue,
            message: "\(gate.gate.rawValue).\(path): '\(worst?.criterion.written ?? "")' does not hold",
            owner: worst?.cells.lazy.compactMap(\.owner).first
        )
    }

    private static func words(_ reason: StepOutcome.Failure) -> String {
        switch reason {
        case .exit(let code): "exit code \(code)"
        case .signal(let signal): "signal \(signal)"
        case .timeout: "timeout"
        case .infrastructure(let text): text
        case .gates(let verdict): "gates: \(verdict.rawValue)"
        }
    }
}
