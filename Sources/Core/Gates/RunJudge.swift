import Criteria

/// Decides a whole run: its gates, its tests, and what went wrong outside them.
package struct RunJudge: Sendable {
    private let judge: Judge
    private let gates: [Gate]
    private let steps: [StepRecord]
    /// `--strict`: advisory gates block too.
    private let strict: Bool
    /// Gates that need not be fed, with the reason.
    private let excused: [GateID: String]
    /// What keeps the run from being green besides what was measured.
    private let objections: [Problem]

    package init(
        evidence: Evidence,
        history: Baselines = Baselines(),
        gates: [Gate],
        steps: [StepRecord],
        strict: Bool = false,
        excused: [GateID: String] = [:],
        objections: [Problem] = []
    ) {
        judge = Judge(evidence: evidence, history: history)
        self.gates = gates
        self.steps = steps
        self.strict = strict
        self.excused = excused
        self.objections = objections
    }

    /// The verdict of the whole run, or of one gate alone.
    package func verdict(_ selection: Step.GateSelection = .all) -> RunVerdict {
        verdict(selection, of: gates(selection).map(verdict))
    }

    /// The gates of a whole run, or one alone: each can be judged by itself.
    package func gates(_ selection: Step.GateSelection) -> [Gate] {
        switch selection {
        case .all: gates
        case .gate(let id): gates.filter { $0.id == id }
        }
    }

    package func verdict(of gate: Gate) -> GateVerdict {
        var gate = gate
        gate.blocking = gate.blocking || strict
        let verdict = judge.judge(gate)
        return excused[gate.id].map(verdict.excused) ?? verdict
    }

    /// The verdict out of those of the gates.
    package func verdict(_ selection: Step.GateSelection, of gates: [GateVerdict]) -> RunVerdict {
        guard selection == .all else { return RunVerdict(gates: gates, problems: []) }
        let tests = TestJudge(judge.evidence, steps)
        let judgement = tests.judgement
        return RunVerdict(
            gates: gates,
            problems: objections + tests.problems + unmeasured(judgement, tests, gates) + stepProblems
                + reportProblems + disclosures + FlakyResults.problems(of: steps, judge.evidence),
            tests: judgement
        )
    }

    /// Nothing executed is nothing measured, whatever stands beside it: a gate more never makes the answer weaker.
    private func unmeasured(_ tests: Judgement, _ executed: TestJudge, _ gates: [GateVerdict]) -> [Problem] {
        guard case .notEvaluated(let reason) = tests else { return [] }
        if gates.isEmpty { return [Problem(.notEvaluated, "nothing was measured", detail: reason)] }
        if executed.areReported { return [Problem(.notEvaluated, "no test was executed", detail: reason)] }
        // A gate that blocks says so itself.
        guard !gates.contains(where: { $0.verdict.blocks || $0.restsOnSomething }) else { return [] }
        return [
            Problem(.notEvaluated, "nothing was measured", detail: "no gate rests on a measurement, and \(reason)")
        ]
    }

    private func rerun(_ step: String) -> String {
        steps.first { $0.name == step }?.rerun ?? "assay run --only \(step)"
    }

    private var stepProblems: [Problem] {
        steps.compactMap { step in
            switch step.outcome {
            case .passed, .skipped: nil
            case .failed(.gates, _): nil
            case .found(let code, _): problem(step, found: code)
            case .failed(let failure, let tries): problem(step, failure, tries)
            case .cancelled(let reason):
                Problem(
                    .notEvaluated,
                    "step \(step.name) did not \(step.attempts.isEmpty ? "run" : "finish")",
                    detail: reason,
                    step: step.name
                )
            }
        }
    }

    private var disclosures: [Problem] { Measures.disclosureWarning(judge.evidence, self.gates).map { [$0] } ?? [] }

    /// A step that found something passes only where some gate judges what its reports list.
    private func problem(_ step: StepRecord, found code: Int32) -> Problem? {
        // What cannot be read is told of already, and may be what the code is about.
        guard !judge.evidence.unreadable.contains(where: { $0.step == step.name }) else { return nil }
        let reports = judge.evidence.reports.filter { $0.step == step.name }
        let listed = JudgedFindings(gates: gates).listed(in: reports)
        let log = step.attempts.last?.log.map { "; output: \($0)" } ?? ""
        if listed.count == 0 {
            return Problem(
                step.allowFailure ? .warn : .error,
                "step \(step.name) contradicts its reports",
                detail: "exit code \(code) says that something was found, and nothing is listed" + log,
                remedy: "let the step report what it found: `\(step.rerun)`",
                step: step.name
            )
        }
        guard !listed.unjudged.isEmpty else { return nil }
        let what = listed.unjudged.joined(separator: ", ")
        return Problem(
            step.allowFailure ? .warn : .fail,
            "step \(step.name) found something that no gate judges",
            detail: "exit code \(code) is left to the gates, and none looks at \(what)" + log,
            remedy: "add a criterion that does, or take \(code) out of the step's `exit_codes`",
            step: step.name
        )
    }

    private func problem(_ step: StepRecord, _ failure: StepOutcome.Failure, _ tries: Int) -> Problem {
        // Of a step in parts, those that did not pass: what others came to says nothing of them.
        let parts = step.parts.filter(\.outcome.hasFailed).map(\.title)
        let own = step.attempts.filter { attempt in parts.isEmpty || parts.contains { $0 == attempt.part } }
        let failed = own.count(where: \.outcome.hasFailed)
        let again =
            tries < 2 ? "" : failed == own.count ? " in each of \(tries) tries" : " in \(failed) of \(own.count) tries"
        let rerun = step.rerun
        let output = (own.last(where: \.outcome.hasFailed) ?? own.last)?.log.map { "output: \($0)" }
        let known = step.category.flatMap { $0.isOfThePlace || $0 == .configuration ? $0.words : nil }
        let details = [known, output].compactMap(\.self)
        let verdict: Verdict =
            if step.allowFailure { .warn } else if case .infrastructure = failure { .error } else { .fail }
        return Problem(
            verdict,
            "step \(step.name(ofPart: parts.count == 1 ? parts[0] : nil)) \(failure.words)\(again)",
            detail: details.isEmpty ? nil : details.joined(separator: "; "),
            remedy: "reproduce with `\(rerun)`",
            step: step.name
        )
    }

    private var reportProblems: [Problem] {
        judge.evidence.unreadable.map { report in
            let message = report.remarks.first { $0.severity == .error }
            let place = [message?.line, message?.line == nil ? nil : message?.column].compactMap(\.self)
                .map { ":\($0)" }.joined()
            return Problem(
                steps.tolerate(report.step) ? .warn : .error,
                "report \(report.path)\(place) cannot be used",
                detail: message?.text,
                remedy: report.step.map { "let step \($0) write it anew: `\(rerun($0))`" },
                step: report.step
            )
        }
    }
}

extension GateVerdict {
    /// Whether any of its answers rests on a measurement or a statement that is in force.
    var restsOnSomething: Bool {
        criteria.contains { criterion in
            criterion.cells.contains { !$0.judgement.measurements.isEmpty || !$0.judgement.statements.isEmpty }
        }
    }
}

extension StepOutcome.Failure {
    /// Completes "step X …".
    package var words: String {
        switch self {
        case .exit(let code): "failed with exit code \(code)"
        case .signal(let signal): "was killed by \(SignalName.words(signal))"
        case .timeout(let limit): "timed out after \(limit.words)"
        case .infrastructure(let reason): "could not run: \(reason)"
        case .gates(let verdict): "found its gates \(verdict.rawValue)"
        }
    }
}

extension Duration {
    /// In the largest unit that reads well: `90 s`, `250 ms`, `2 h`.
    package var words: String {
        let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
        return Quantity(measured: seconds, .duration).rounded(decimals: 2).description
    }
}
