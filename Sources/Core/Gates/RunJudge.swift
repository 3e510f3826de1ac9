import Criteria

/// Decides a whole run: its gates, its tests, and what went wrong outside them.
package struct RunJudge: Sendable {
    private let judge: Judge
    private let gates: [Gate]
    private let steps: [StepRecord]
    /// `--strict`: advisory gates block too.
    private let strict: Bool

    package init(evidence: Evidence, gates: [Gate], steps: [StepRecord], strict: Bool = false) {
        judge = Judge(evidence: evidence)
        self.gates = gates
        self.steps = steps
        self.strict = strict
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
        return judge.judge(gate)
    }

    /// The verdict out of those of the gates.
    package func verdict(_ selection: Step.GateSelection, of gates: [GateVerdict]) -> RunVerdict {
        guard selection == .all else { return RunVerdict(gates: gates, problems: []) }
        let tests = tests
        return RunVerdict(
            gates: gates,
            problems: problems(of: tests) + stepProblems + reportProblems,
            tests: tests
        )
    }

    /// At least one test ran, and none failed: what holds without any configuration.
    private var tests: Judgement {
        let isSomeTolerated = steps.contains(where: \.allowFailure)
        let merged =
            isSomeTolerated
            ? MergedTests(reports: judge.evidence.reports.filter { $0.tests != nil && !tolerated($0.step) })
            : judge.evidence.tests
        let tally = merged.tally
        guard tally.executed > 0 else {
            return .notEvaluated(
                reason: "no test report holds an executed test; name the reports of each step in `reports:`"
            )
        }
        let failing = merged.entries(atMost: Measures.offenderLimit) { test, _ in
            test.status == .failed || test.status == .error
        }
        let proof = Proof(
            Measurement(
                metric: "tests.pass_rate",
                value: Double(tally.passed) / Double(tally.executed),
                dimension: .ratio,
                samples: tally.executed,
                provenance: merged.provenance,
                offenders: failing.map { Measures.offender($0.test) },
                notes: notes(merged)
            )
        )
        return tally.failed + tally.errors > 0 ? .fail(proof) : .pass(proof)
    }

    /// A test that passed only at a later try is green, and named: other results of it stand in the same reports.
    private func notes(_ merged: MergedTests) -> [String] {
        guard merged.tally.flaky > 0 else { return [] }
        let names = merged.entries(atMost: 5) { test, _ in test.flaky }.map(\.test.title)
        let more = merged.tally.flaky - names.count
        let listed = names.joined(separator: ", ") + (more > 0 && !names.isEmpty ? " and \(more) more" : "")
        let words = "\(Measures.plural(merged.tally.flaky, "test")) passed only after a failed try"
        return [names.isEmpty ? words : "\(words): \(listed)"]
    }

    /// Failed tests are red whatever the gates say; no executed test at all matters where there is no gate.
    private func problems(of tests: Judgement) -> [Problem] {
        switch tests {
        case .fail(let proof):
            guard let failed = proof.measurements.first else { return [] }
            let count = Int((Double(failed.samples) * (1 - failed.value)).rounded())
            let step =
                failed.provenance.compactMap(\.step).first { name in
                    steps.contains { $0.name == name && !$0.outcome.passed }
                } ?? failed.provenance.compactMap(\.step).first
            return [
                Problem(
                    .fail,
                    "\(count) of \(failed.samples) tests failed",
                    detail: failed.offenders.prefix(3).map(Self.words).joined(separator: "; "),
                    remedy: step.map { "reproduce with `\(rerun($0))`" },
                    step: step
                )
            ]
        case .notEvaluated(let reason) where gates.isEmpty:
            return [Problem(.notEvaluated, "nothing was measured", detail: reason)]
        default: return []
        }
    }

    /// The test, its place, and the first line of what it says.
    private static func words(_ offender: Offender) -> String {
        let place = offender.file.map { " (\($0)\(offender.line.map { ":\($0)" } ?? ""))" } ?? ""
        let message = offender.detail?.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
        return offender.name + place + message
    }

    private func rerun(_ step: String) -> String {
        steps.first { $0.name == step }?.rerun ?? "assay run --only \(step)"
    }

    private func tolerated(_ step: String?) -> Bool {
        steps.first { $0.name == step }?.allowFailure ?? false
    }

    private var stepProblems: [Problem] {
        steps.compactMap { step in
            switch step.outcome {
            case .passed, .skipped: nil
            case .failed(.gates, _): nil
            case .failed(let failure, let tries): problem(step, failure, tries)
            case .cancelled(let reason):
                Problem(.notEvaluated, "step \(step.name) did not finish", detail: reason, step: step.name)
            }
        }
    }

    private func problem(_ step: StepRecord, _ failure: StepOutcome.Failure, _ tries: Int) -> Problem {
        let again = tries > 1 ? " in each of \(tries) tries" : ""
        let rerun = step.rerun
        let log = step.attempts.last?.log.map { "output: \($0)" }
        let verdict: Verdict =
            if step.allowFailure { .warn } else if case .infrastructure = failure { .error } else { .fail }
        return Problem(
            verdict,
            "step \(step.name) \(failure.words)\(again)",
            detail: log,
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
                tolerated(report.step) ? .warn : .error,
                "report \(report.path)\(place) cannot be used",
                detail: message?.text,
                remedy: report.step.map { "let step \($0) write it anew: `\(rerun($0))`" },
                step: report.step
            )
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
