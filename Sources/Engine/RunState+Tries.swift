import Core

/// What a try that did not pass was, and what the next one runs.
extension RunState {
    func ended(_ step: Int, _ end: ProcessEnd, in group: inout Group) {
        guard let current = tries[step] else { return }
        tries[step]?.end = end
        tries[step]?.seconds = (ports.clock.monotonicTime() - current.startedAt) / .seconds(1)
        let planned = loop.plan.steps[step].step
        let outcome = AttemptOutcome(end, planned.exitCodes)
        let isLookedAt =
            switch outcome {
            case .failed: true
            case .found: planned.retries.count > 0
            case .passed: looksForNewTests(step)
            case .cancelled: false
            }
        guard isLookedAt else { return advance(.attemptEnded(step: step, outcome), in: &group) }
        let log = loop.folder.path + "/" + RunFolder.log(step: planned.name, index: step, attempt: current.number)
        let (collector, number) = (ports.collector, current.number)
        group.addTask {
            let findings = await collector.examine(planned, log: log, keepsAll: outcome == .passed)
            return .examined(step: step, attempt: number, outcome, findings)
        }
    }

    func examined(_ step: Int, _ outcome: AttemptOutcome, _ findings: TryFindings, in group: inout Group) {
        tries[step]?.findings = findings
        let planned = loop.plan.steps[step].step
        let failure: StepOutcome.Failure
        switch outcome {
        case .failed(let cause): failure = cause
        // Whoever asks for further tries wants to know whether a finding, such as a failed test, stays.
        case .found(let code): failure = .exit(code: code)
        case .passed:
            let repeats = selectNew(planned, step, findings) ? planned.newTestRuns - 1 : 0
            return advance(.attemptEnded(step: step, outcome, repeats: repeats), in: &group)
        case .cancelled: return advance(.attemptEnded(step: step, outcome), in: &group)
        }
        let category = FailureCategory(of: .failed(failure), findings)
        let isRetried = planned.retries.covers(failure, category, findings)
        if isRetried, category == .testFailure, loop.plan.steps[step].runs == 1 { select(planned, step, findings) }
        advance(.attemptEnded(step: step, outcome, isRetried: isRetried), in: &group)
    }

    func refused(_ step: Int, _ error: LaunchError) -> Scheduler.Event {
        let failure = StepOutcome.Failure.infrastructure(error.message)
        let outcome = AttemptOutcome.failed(failure)
        let findings = TryFindings()
        let category = FailureCategory(of: outcome, findings)
        let isRetried = loop.plan.steps[step].step.retries.covers(failure, category, findings)
        return .attemptEnded(step: step, outcome, isRetried: isRetried)
    }

    /// The next try runs what failed, where the tool can be told so; what a try of some tests left as it was stays chosen.
    private func select(_ planned: Step, _ step: Int, _ findings: TryFindings) {
        guard planned.retries.count > 0, let part = planned.unit?.part, let selection = planned.knownSelection else {
            return
        }
        guard findings.failures == findings.failed.count else {
            undivided[step] = "all tests: the reports do not name every one that failed"
            return
        }
        let folder = planned.directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
        if let found = selection.select(findings.failed, of: part.tests, folder: folder) {
            selected[step] = found
        } else {
            undivided[step] = "all tests: one that failed can be brought to none of those that are listed"
        }
    }

    /// Once for each unit: when all of its tests have passed for the first time.
    private func looksForNewTests(_ step: Int) -> Bool {
        let planned = loop.plan.steps[step]
        return planned.step.newTestRuns > 1 && planned.runs == 1 && loop.plan.knownTests != nil && selected[step] == nil
    }

    /// The next tries run the tests that no earlier run knows; false where there are none, or the tool cannot be told so.
    private func selectNew(_ planned: Step, _ step: Int, _ findings: TryFindings) -> Bool {
        guard let known = loop.plan.knownTests, let part = planned.unit?.part, let tool = planned.knownSelection else {
            return false
        }
        let new = findings.tests.filter { $0.status == .passed && known.isNew($0) }
        let folder = planned.directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
        guard new.count <= TryFindings.caseLimit, var found = tool.select(new, of: part.tests, folder: folder) else {
            return false
        }
        found.cause = "are new"
        selected[step] = found
        return true
    }

    func category(_ outcome: StepOutcome, _ attempts: [AttemptRecord]) -> FailureCategory? {
        switch outcome {
        case .passed(let tries): tries > 1 ? .flaky : nil
        case .found, .skipped: nil
        case .cancelled: .cancelled
        case .failed(.gates, _): .gate
        case .failed:
            // Of a step that ran several times: some of its runs passed.
            attempts.last?.outcome == .passed || (attempts.contains { $0.outcome == .passed })
                ? .flaky : attempts.last?.category
        }
    }
}
