package import Core

/// Answers what a requirement asks, from runs of the very commit.
package struct RequirementJudge: Sendable {
    /// The newest first.
    private let runs: [RunEvidence]
    private let claims: [VerdictClaim]
    private let limits: DeploymentLimits
    /// Names of the steps of each kind that the pipeline holds.
    private let expected: [Kind: [String]]
    private let now: Double

    package init(
        runs: [RunEvidence],
        claims: [VerdictClaim] = [],
        limits: DeploymentLimits,
        expected: [Kind: [String]],
        now: Double
    ) {
        self.claims = claims
        self.runs = runs.sorted { ($0.started, $0.id) > ($1.started, $1.id) }
        self.limits = limits
        self.expected = expected
        self.now = now
    }

    /// What the newest run says that evaluated it; `approval` is answered by nobody here.
    package func answer(_ ask: DeploymentRequirement.Ask) -> (answer: Answer, run: String?) {
        let own = runs.map { Told(started: $0.started, run: $0.id, answer: raw(ask, in: $0)) }
        let told = own + claims.map { Told(started: $0.time, run: $0.run, answer: $0.answer(ask)) }
        let newest = told.sorted { ($0.started, $0.run) > ($1.started, $1.run) }
        guard let telling = newest.first(where: { $0.answer.verdict.isEvaluated }) ?? newest.first else {
            return (Answer(.notEvaluated, "no judged run of this commit is known"), nil)
        }
        var answer = telling.answer
        if let old = tooOld(telling, ask) {
            // What is known to be wrong stays known.
            if answer.verdict != .fail, answer.verdict != .error { answer = old }
        }
        return (answer, telling.run)
    }

    /// What one run says, or what somebody signed that it says.
    private struct Told {
        var started: Double
        var run: String
        var answer: Answer
    }

    private func tooOld(_ told: Told, _ ask: DeploymentRequirement.Ask) -> Answer? {
        guard told.started <= now + Attestation.clockTolerance else {
            return Answer(.error, "run \(told.run) is of the future")
        }
        let limit = ask.agesByItself ? min(limits.scanMaxAge, limits.maxAge) : limits.maxAge
        let age = now - told.started
        guard age > limit else { return nil }
        return Answer(.notEvaluated, "run \(told.run) is \(Age.words(age)) old, and \(Age.words(limit)) is the limit")
    }

    private func raw(_ ask: DeploymentRequirement.Ask, in run: RunEvidence) -> Answer {
        switch ask {
        case .tests(let kind): tests(kind, run)
        case .gate(let gate): worst(run) { verdict in Self.criteria(of: gate, in: verdict, path: nil) }
        case .criteria(let gate, let path): worst(run) { Self.criteria(of: gate, in: $0, path: path) }
        case .everyGate: worst(run) { everyGate($0, run) }
        case .step(let name): step(name, run)
        case .approval: Answer(.notEvaluated, "nobody has approved")
        }
    }

    /// The worst of what was recorded and what holds today.
    private func worst(_ run: RunEvidence, _ judge: (RunVerdict) -> Answer) -> Answer {
        run.verdicts.map(judge).max { $0.verdict < $1.verdict } ?? Answer(.notEvaluated, "nobody has judged the run")
    }

    /// A gate that only advises does not make what it advises true.
    private static func criteria(of gate: GateID, in verdict: RunVerdict, path: String?) -> Answer {
        guard let judged = verdict.gates.first(where: { $0.gate == gate }) else {
            return .unasked("\(gate.rawValue) is not configured")
        }
        let criteria = judged.criteria.filter { criterion in
            guard let path else { return true }
            return criterion.criterion.path == path || criterion.criterion.path.hasPrefix(path + ".")
        }
        guard let worst = criteria.max(by: { $0.verdict < $1.verdict }) else {
            return Answer(.notEvaluated, "\(gate.rawValue) has no criterion '\(path ?? "")'")
        }
        guard worst.verdict != .notApplicable else {
            return Answer(.notApplicable, "nothing to measure: \(gate.rawValue)")
        }
        let name = "\(gate.rawValue).\(worst.criterion.path)"
        guard worst.verdict.blocks else {
            return Answer(
                worst.verdict,
                "\(criteria.count) \(criteria.count == 1 ? "criterion holds" : "criteria hold")"
            )
        }
        let reason = worst.cells.lazy.compactMap(\.judgement.reason).first
        return Answer(worst.verdict, "\(name): \(reason ?? "'\(worst.criterion.written)' does not hold")")
    }

    private func everyGate(_ verdict: RunVerdict, _ run: RunEvidence) -> Answer {
        guard !verdict.gates.isEmpty else { return .unasked("no quality gate is configured") }
        let unselected = run.unselected
        if verdict.overall.blocks {
            let names = verdict.gates.filter(\.verdict.blocks).map(\.gate.rawValue)
            let problems = verdict.problems.filter(\.verdict.blocks).map(\.title)
            return Answer(verdict.overall, (names + problems).prefix(4).joined(separator: ", "))
        }
        guard unselected.isEmpty else {
            return Answer(.notEvaluated, "a part was not run: \(unselected.prefix(6).joined(separator: ", "))")
        }
        return Answer(verdict.overall, Self.count(verdict.gates.count, "gate"))
    }

    private func tests(_ kind: Kind, _ run: RunEvidence) -> Answer {
        let names = expected[kind] ?? []
        guard !names.isEmpty else { return .unasked("no step of the kind \(kind.rawValue) is configured") }
        var tally = TestTally()
        var answer = Answer(.pass, "")
        for name in names {
            let own = run.tests[name] ?? TestTally()
            tally = tally + own
            let next = Self.outcome(of: name, in: run, own)
            if next.verdict > answer.verdict { answer = next }
        }
        if tally.failed + tally.errors > 0 {
            return Answer(.fail, "\(tally.failed + tally.errors) of \(Self.count(tally.executed, "test")) failed")
        }
        guard !answer.verdict.blocks else { return answer }
        guard tally.executed > 0 else { return Answer(.notEvaluated, "no \(kind.rawValue) test ran") }
        let notRun = Self.notRun(names.flatMap { run.leftOut[$0] ?? [] })
        return Answer(.pass, "\(Self.count(tally.executed, "test")) passed\(notRun)")
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// What a selection left out, by name: whoever reads "all passed" has to see it.
    private static func notRun(_ tests: [String]) -> String {
        guard !tests.isEmpty else { return "" }
        let more = tests.count > 5 ? " and \(tests.count - 5) more" : ""
        return "; not run, since the change does not need them: \(tests.prefix(5).joined(separator: ", "))\(more)"
    }

    private func step(_ name: String, _ run: RunEvidence) -> Answer {
        let answer = Self.outcome(of: name, in: run, run.tests[name] ?? TestTally())
        return answer.verdict == .pass ? Answer(.pass, "step \(name) passed") : answer
    }

    private static func outcome(of name: String, in run: RunEvidence, _ tests: TestTally) -> Answer {
        guard let step = run.steps.first(where: { $0.name == name }) else {
            return Answer(.notEvaluated, "step \(name) is not in run \(run.id)")
        }
        switch step.outcome {
        case .passed, .found:
            let isEmpty = run.tests[name] != nil && tests.executed == 0
            return isEmpty ? Answer(.notEvaluated, "step \(name) executed no test") : Answer(.pass, "")
        case .failed(.infrastructure(let reason), _): return Answer(.error, "step \(name): \(reason)")
        case .failed: return Answer(.fail, "step \(name) failed")
        case .skipped(let reason), .cancelled(let reason):
            return Answer(.notEvaluated, "step \(name) did not run: \(reason)")
        }
    }
}

extension Verdict {
    /// Whether anything was found out.
    fileprivate var isEvaluated: Bool { self != .notEvaluated && self != .notApplicable }
}

/// Lengths of time for people.
package enum Age {
    /// `3 days`, `5 hours`, `40 minutes`, `12 seconds`.
    package static func words(_ seconds: Double) -> String {
        let units: [(Double, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")]
        for (size, name) in units where seconds >= size {
            let count = Int((seconds / size).rounded(.down))
            return "\(count) \(name)\(count == 1 ? "" : "s")"
        }
        return "0 seconds"
    }
}
