extension Scheduler {
    /// The cache has answered for a step: its one try has passed elsewhere, or it begins.
    mutating func lookedUp(_ step: Int, hit: Bool) {
        guard steps.indices.contains(step), case .lookingUp = steps[step].phase else { return }
        if hit {
            steps[step].attempt = 1
            actions.append(.attemptEnded(step: step, attempt: 1, .passed))
            return complete(step, .passed(tries: 1))
        }
        if let stopReason, !plan.steps[step].runsAfterStop {
            release(step)
            return end(step, .cancelled(reason: stopReason))
        }
        steps[step].missed = true
        launch(step)
    }

    /// Ends a step, after its result has been kept where that may be: a first try that passed, in a run that goes on.
    mutating func keep(_ step: Int, _ outcome: StepOutcome) {
        guard steps[step].missed, outcome == .passed(tries: 1), interrupts == 0 else {
            release(step)
            return end(step, outcome)
        }
        steps[step].phase = .storing(outcome)
        actions.append(.store(step: step))
    }

    mutating func stored(_ step: Int) {
        guard steps.indices.contains(step), case .storing(let outcome) = steps[step].phase else { return }
        release(step)
        end(step, outcome)
    }
}
