extension Scheduler {
    static let interruption = "the run was interrupted"

    /// A critical step failed: running steps finish, nothing new starts but what runs after a stop.
    mutating func failFast(_ step: Int, _ failure: StepOutcome.Failure) {
        guard stopReason == nil else { return }
        let cause = "critical step \"\(plan.steps[step].name)\" \(failure.words)"
        stopReason = cause
        actions.append(.stopping(cause: cause))
        abandon(reason: cause) { !$0.runsAfterStop }
    }

    mutating func interruptGracefully() {
        if stopReason == nil {
            stopReason = Self.interruption
            abandon(reason: Self.interruption) { !$0.runsAfterStop }
        }
        for step in steps.indices where steps[step].isRunning && steps[step].stop == nil {
            guard !plan.steps[step].runsAfterStop else { continue }
            stop(step, .interrupt(reason: Self.interruption), reason: Self.interruption)
        }
    }

    /// Everything ends now: processes by KILL, the rest by decision.
    mutating func force() {
        stopReason = stopReason ?? Self.interruption
        let reason = "the run was interrupted by force"
        abandon(reason: reason) { _ in true }
        for step in steps.indices {
            switch steps[step].phase {
            case .running where plan.steps[step].step.isBuiltIn:
                actions.append(
                    .attemptEnded(step: step, attempt: steps[step].attempt, .cancelled(reason: reason))
                )
                release(step)
                end(step, .cancelled(reason: reason))
            case .running:
                if steps[step].stop == nil { steps[step].stop = .interrupt(reason: reason) }
                actions.append(.kill(step: step))
            case .lookingUp:
                release(step)
                end(step, .cancelled(reason: reason))
            case .collecting(let outcome), .storing(let outcome):
                release(step)
                end(step, outcome)
            case .waiting, .ready, .retrying, .ended: break
            }
        }
    }

    /// Asks a running step to end, and looks again when its grace is over.
    mutating func stop(_ step: Int, _ cause: StepState.Stop, reason: String) {
        let grace = Self.bounded(plan.steps[step].step.gracePeriod)
        steps[step].stop = cause
        actions.append(.stop(step: step, grace: grace, reason: reason))
        timers.insert(Timer(at: now + grace, step: step, attempt: steps[step].attempt, purpose: .grace))
    }

    /// Ends all chosen steps that are not running.
    ///
    /// Marks every one before any stage goes on, so that none of them is
    /// made ready in between.
    private mutating func abandon(reason: String, _ chosen: (PlannedStep) -> Bool) {
        var touched: [Int] = []
        for step in steps.indices where chosen(plan.steps[step]) {
            let outcome: StepOutcome
            switch steps[step].phase {
            case .waiting, .ready:
                outcome = plan.steps[step].withheld ?? .cancelled(reason: reason)
            case .retrying(let failure): outcome = .failed(failure, tries: steps[step].attempt)
            case .lookingUp, .running, .collecting, .storing, .ended: continue
            }
            settle(step, outcome)
            let stage = plan.steps[step].stageIndex
            if touched.last != stage { touched.append(stage) }
        }
        for stage in touched { proceed(stage) }
    }
}
