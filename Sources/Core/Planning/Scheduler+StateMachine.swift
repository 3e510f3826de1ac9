extension Scheduler {
    /// Takes one event at a monotonic time and says what to do; an event that fits no step's state is ignored.
    package mutating func handle(_ event: Event, at time: Duration) -> [Action] {
        now = max(now, time)
        switch event {
        case .begin: begin()
        case .attemptEnded(let step, let outcome): attemptEnded(step, outcome)
        case .collected(let step): collected(step)
        case .lookedUp(let step, let hit): lookedUp(step, hit: hit)
        case .stored(let step): stored(step)
        case .tick: tick()
        case .interrupt: interrupt()
        }
        openStages()
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

    private mutating func attemptEnded(_ step: Int, _ raw: AttemptOutcome) {
        guard steps.indices.contains(step), steps[step].isRunning else { return }
        let attempt = steps[step].attempt
        let outcome: AttemptOutcome =
            switch steps[step].stop {
            case .timeout(let limit): .failed(.timeout(limit))
            case .interrupt(let reason): .cancelled(reason: reason)
            case nil: raw
            }
        actions.append(.attemptEnded(step: step, attempt: attempt, outcome))
        switch outcome {
        case .passed: complete(step, .passed(tries: attempt))
        case .cancelled(let reason):
            release(step)
            end(step, .cancelled(reason: reason))
        case .found(let code):
            // Whoever asks for further tries wants to know whether a finding, such as a failed test, stays.
            retry(step, .exit(code: code), else: .found(code: code, tries: attempt))
        case .failed(let failure): retry(step, failure, else: .failed(failure, tries: attempt))
        }
    }

    /// Tries a step again, or ends it where it has had its tries.
    private mutating func retry(_ step: Int, _ failure: StepOutcome.Failure, else outcome: StepOutcome) {
        guard mayRetry(step, failure) else { return complete(step, outcome) }
        release(step)
        steps[step].phase = .retrying(failure)
        steps[step].stop = nil
        let delay = Self.bounded(plan.steps[step].step.retries.delay)
        guard delay > .zero else { return makeReady(step) }
        timers.insert(Timer(at: now + delay, step: step, attempt: steps[step].attempt, purpose: .retry))
    }

    /// A command that cannot be started, and output that cannot be kept, will not get better by trying again.
    private func mayRetry(_ step: Int, _ failure: StepOutcome.Failure) -> Bool {
        let planned = plan.steps[step]
        guard !planned.step.isBuiltIn, steps[step].attempt <= planned.step.retries.count, interrupts < 2 else {
            return false
        }
        guard stopReason == nil || planned.runsAfterStop else { return false }
        return switch failure {
        case .exit, .signal, .timeout: true
        case .infrastructure, .gates: false
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
