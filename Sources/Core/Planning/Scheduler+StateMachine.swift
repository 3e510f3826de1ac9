extension Scheduler {
    /// Takes one event at a monotonic time and says what to do; an event that fits no step's state is ignored.
    package mutating func handle(_ event: Event, at time: Duration) -> [Action] {
        now = max(now, time)
        switch event {
        case .begin: begin()
        case .attemptEnded(let step, let outcome, let isRetried, let repeats):
            attemptEnded(step, outcome, isRetried, repeats)
        case .collected(let step): collected(step)
        case .lookedUp(let step, let hit): lookedUp(step, hit: hit)
        case .stored(let step): stored(step)
        case .tick: tick()
        case .interrupt: interrupt()
        }
        flow()
        dispatch()
        finishOrArm()
        defer { actions.removeAll() }
        return actions
    }

    private mutating func begin() {
        guard !begun else { return }
        begun = true
        opening = stages.indices.filter { stages[$0].waitsFor == 0 }
    }

    private mutating func attemptEnded(_ step: Int, _ raw: AttemptOutcome, _ isWorthIt: Bool, _ repeats: Int) {
        guard steps.indices.contains(step), steps[step].isRunning else { return }
        let attempt = steps[step].attempt
        let outcome: AttemptOutcome =
            switch steps[step].stop {
            case .timeout(let limit): .failed(.timeout(limit))
            case .interrupt(let reason): .cancelled(reason: reason)
            case nil: raw
            }
        actions.append(.attemptEnded(step: step, attempt: attempt, outcome))
        if case .cancelled(let reason) = outcome {
            release(step)
            return end(step, .cancelled(reason: reason))
        }
        if plan.steps[step].runs > 1 { return runAgain(step, outcome) }
        var isRetried = isWorthIt
        if case .failed(.timeout(let limit)) = outcome {
            isRetried = plan.steps[step].step.retries.covers(.timeout(limit), .timeout, TryFindings())
        }
        if outcome == .passed, repeats > 0 { steps[step].repeatsLeft = repeats }
        if outcome == .passed, steps[step].repeatsLeft > 0, interrupts == 0, stopReason == nil {
            steps[step].repeatsLeft -= 1
            steps[step].repeats += 1
            release(step)
            return makeReady(step)
        }
        // What passed and fails when it runs again is not tried until it passes.
        if steps[step].repeats > 0 { isRetried = false }
        switch outcome {
        case .passed: complete(step, .passed(tries: attempt - steps[step].repeats))
        case .found(let code):
            // Whoever asks for further tries wants to know whether a finding, such as a failed test, stays.
            retry(step, .exit(code: code), isRetried, else: .found(code: code, tries: attempt))
        case .failed(let failure): retry(step, failure, isRetried, else: .failed(failure, tries: attempt))
        case .cancelled: break
        }
    }

    /// Runs a step as often as somebody wants to see it; one failure among its runs is one too many.
    private mutating func runAgain(_ step: Int, _ outcome: AttemptOutcome) {
        if case .failed(let failure) = outcome { steps[step].firstFailure = steps[step].firstFailure ?? failure }
        let attempt = steps[step].attempt
        let mayGoOn = stopReason == nil || plan.steps[step].runsAfterStop
        if attempt < plan.steps[step].runs, interrupts == 0, mayGoOn, outcome.canRunAgain {
            release(step)
            steps[step].stop = nil
            return makeReady(step)
        }
        if let failure = steps[step].firstFailure { return complete(step, .failed(failure, tries: attempt)) }
        if case .found(let code) = outcome { return complete(step, .found(code: code, tries: attempt)) }
        complete(step, .passed(tries: 1))
    }

    /// Tries a step again, or ends it where it has had its tries.
    private mutating func retry(
        _ step: Int,
        _ failure: StepOutcome.Failure,
        _ isRetried: Bool,
        else outcome: StepOutcome
    ) {
        guard isRetried, mayRetry(step, failure) else { return complete(step, outcome) }
        release(step)
        steps[step].phase = .retrying(failure)
        steps[step].stop = nil
        let delay = Self.bounded(plan.steps[step].step.retries.delay(after: steps[step].attempt))
        guard delay > .zero else { return makeReady(step) }
        timers.insert(Timer(at: now + delay, step: step, attempt: steps[step].attempt, purpose: .retry))
    }

    /// Whether there are tries left; without a word of the configuration, failures of the place are not tried again.
    private func mayRetry(_ step: Int, _ failure: StepOutcome.Failure) -> Bool {
        let planned = plan.steps[step]
        guard !planned.step.isBuiltIn, steps[step].attempt <= planned.step.retries.count, interrupts < 2 else {
            return false
        }
        guard stopReason == nil || planned.runsAfterStop else { return false }
        return switch failure {
        case .exit, .signal, .timeout: true
        case .infrastructure: planned.step.retries.when != nil
        case .gates: false
        }
    }

    mutating func complete(_ step: Int, _ outcome: StepOutcome) {
        let planned = plan.steps[step].step
        if planned.reports.isEmpty || planned.isBuiltIn || interrupts > 1 {
            keep(step, outcome)
        } else {
            steps[step].phase = .collecting(outcome)
            actions.append(.collect(step: step))
        }
    }

    private mutating func collected(_ step: Int) {
        guard steps.indices.contains(step), case .collecting(let outcome) = steps[step].phase else { return }
        keep(step, outcome)
    }

    private mutating func tick() {
        armed = nil
        while let timer = timers.first, timer.at <= now {
            _ = timers.removeFirst()
            guard isLive(timer) else { continue }
            switch timer.purpose {
            case .watch: attend(timer.step)
            case .grace: actions.append(.kill(step: timer.step))
            case .retry: makeReady(timer.step)
            }
        }
    }

    /// A step that runs has reached its limit, or has been slow for another period.
    private mutating func attend(_ step: Int) {
        let limit = plan.steps[step].timeout
        if now >= steps[step].started + Self.bounded(limit) {
            return stop(step, .timeout(limit), reason: "timed out after \(limit.words)")
        }
        if now >= steps[step].nextSlow {
            actions.append(.stepSlow(step: step, running: now - steps[step].started))
            steps[step].nextSlow = now + slowPeriod
        }
        watch(step)
    }

    private mutating func interrupt() {
        interrupts += 1
        guard interrupts < 3 else {
            // Whoever insists may have met a process that outlived the first KILL.
            for step in steps.indices where steps[step].isRunning { actions.append(.kill(step: step)) }
            return
        }
        actions.append(.interrupted(forced: interrupts == 2))
        if interrupts == 1 { interruptGracefully() } else { force() }
    }
}

extension AttemptOutcome {
    /// A command that cannot be started cannot be started again.
    fileprivate var canRunAgain: Bool {
        if case .failed(.infrastructure) = self { false } else { true }
    }
}
