/// The eight words of a verdict, from best to worst.
package enum Verdict: String, Sendable, Hashable, CaseIterable, Comparable {
    case notApplicable = "not_applicable"
    case pass
    case waived
    case warn
    case inconclusive
    case notEvaluated = "not_evaluated"
    case error
    /// The worst: a known defect tells more than missing or broken evidence does.
    case fail

    /// Whether a blocking gate with this verdict holds the change back.
    package var blocks: Bool {
        switch self {
        case .notApplicable, .pass, .waived, .warn: false
        case .inconclusive, .notEvaluated, .error, .fail: true
        }
    }

    package static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a judgement rests on: measurements, statements that are in force, or both; never nothing.
package struct Proof: Sendable, Hashable {
    package let measurements: [Measurement]
    package let statements: [AttestedStatement]

    package init(_ measurement: Measurement, others: [Measurement] = []) {
        measurements = [measurement] + others
        statements = []
    }

    /// nil for two empty lists: there is no proof by nothing.
    package init?(_ measurements: [Measurement], statements: [AttestedStatement] = []) {
        guard !measurements.isEmpty || !statements.isEmpty else { return nil }
        self.measurements = measurements
        self.statements = statements
    }

    private init(measurements: [Measurement], statements: [AttestedStatement]) {
        self.measurements = measurements
        self.statements = statements
    }

    /// The same with a statement beside it.
    package func and(_ statement: AttestedStatement) -> Proof {
        Proof(measurements: measurements, statements: statements + [statement])
    }

    /// What a person has signed, where no tool measured anything.
    package static func attested(_ statement: AttestedStatement) -> Proof {
        Proof(measurements: [], statements: [statement])
    }
}

/// What was found for one cell of a criterion, with what it rests on.
package enum Judgement: Sendable, Hashable {
    case pass(Proof)
    case fail(Proof)
    /// Failed, and these waivers, at least one, cover all of it.
    case waived(Proof, by: [Waiver])
    /// Measured, but the measurement cannot carry a verdict; the reason says why.
    case inconclusive(reason: String, measured: [Measurement])
    /// Measured, and inconclusive because there is no earlier run to compare with.
    case noBaseline(reason: String, measured: [Measurement])
    /// Nothing measured it, and the configuration says that this fails.
    case missed(reason: String)
    case notEvaluated(reason: String)
    case error(reason: String)
    case notApplicable(reason: String)

    package var verdict: Verdict {
        switch self {
        case .pass: .pass
        case .fail: .fail
        case .inconclusive, .noBaseline: .inconclusive
        case .missed: .fail
        case .waived: .waived
        case .notEvaluated: .notEvaluated
        case .error: .error
        case .notApplicable: .notApplicable
        }
    }

    package var measurements: [Measurement] {
        switch self {
        case .pass(let proof), .fail(let proof), .waived(let proof, _): proof.measurements
        case .inconclusive(_, let measured), .noBaseline(_, let measured): measured
        case .missed, .notEvaluated, .error, .notApplicable: []
        }
    }

    /// What it rests on besides measurements.
    package var statements: [AttestedStatement] {
        switch self {
        case .pass(let proof), .fail(let proof), .waived(let proof, _): proof.statements
        case .missed, .inconclusive, .noBaseline, .notEvaluated, .error, .notApplicable: []
        }
    }

    package var reason: String? {
        switch self {
        case .pass, .fail: nil
        case .waived(_, let waivers): waivers.map(\.words).joined(separator: "; ")
        case .inconclusive(let reason, _), .noBaseline(let reason, _), .missed(let reason), .notEvaluated(let reason),
            .error(let reason), .notApplicable(let reason):
            reason
        }
    }
}

/// One cell of a criterion, such as one critical path or one edge of the validation matrix.
package struct CellVerdict: Sendable, Hashable {
    package var labels: Labels
    package var judgement: Judgement
    /// Who answers for the component or critical path that the cell is about.
    package var owner: String?

    package init(labels: Labels, judgement: Judgement, owner: String? = nil) {
        self.labels = labels
        self.judgement = judgement
        self.owner = owner
    }
}

/// A criterion with what was found for each of its cells.
package struct CriterionVerdict: Sendable, Equatable {
    package var criterion: Criterion
    package var cells: [CellVerdict]
    /// How to fix it, with the command that reproduces it; nil where there is nothing to fix.
    package var remedy: String?
    /// What a reader has to know besides: a waiver that has expired, or that covers nothing.
    package var remarks: [String]

    package init(criterion: Criterion, cells: [CellVerdict], remedy: String? = nil, remarks: [String] = []) {
        self.criterion = criterion
        self.cells = cells
        self.remedy = remedy
        self.remarks = remarks
    }

    /// The worst cell's; a criterion with no cell was not evaluated.
    package var verdict: Verdict { cells.map(\.judgement.verdict).max() ?? .notEvaluated }
}

/// A gate with the verdicts of its criteria.
package struct GateVerdict: Sendable, Equatable {
    package var gate: GateID
    package var blocking: Bool
    package var criteria: [CriterionVerdict]

    package init(gate: GateID, blocking: Bool, criteria: [CriterionVerdict]) {
        self.gate = gate
        self.blocking = blocking
        self.criteria = criteria
    }

    /// The worst criterion's; an advisory gate never says worse than `warn`.
    package var verdict: Verdict {
        let worst = criteria.map(\.verdict).max() ?? .notEvaluated
        return blocking || !worst.blocks ? worst : .warn
    }
}

/// Something outside the gates that keeps a run from being green: a failed step, a broken report, nothing measured.
package struct Problem: Sendable, Hashable {
    package var verdict: Verdict
    package var title: String
    package var detail: String?
    package var remedy: String?
    package var step: String?

    package init(
        _ verdict: Verdict,
        _ title: String,
        detail: String? = nil,
        remedy: String? = nil,
        step: String? = nil
    ) {
        self.verdict = verdict
        self.title = title
        self.detail = detail
        self.remedy = remedy
        self.step = step
    }
}

/// The answer of a run: the gates, the tests, what stood outside them, and the worst of all.
package struct RunVerdict: Sendable, Equatable {
    package var gates: [GateVerdict]
    package var problems: [Problem]
    /// At least one test ran, and none failed: what a run without any gate is judged by.
    package var tests: Judgement?

    package init(gates: [GateVerdict], problems: [Problem], tests: Judgement? = nil) {
        self.gates = gates
        self.problems = problems
        self.tests = tests
    }

    /// Where no gate applies, the tests decide; without any test, any gate and any problem nothing was judged, which is not
    /// green.
    package var overall: Verdict {
        let judged = gates.map(\.verdict)
        var all = judged + problems.map(\.verdict)
        // Gates that ask nothing, as none at all, leave it to the tests.
        if let tests, judged.allSatisfy({ $0 == .notApplicable }) { all.append(tests.verdict) }
        guard let worst = all.max() else { return .notEvaluated }
        // One gate alone may ask nothing; of a whole run, that is no verdict.
        return worst == .notApplicable && (tests != nil || judged.isEmpty) ? .notEvaluated : worst
    }
}
