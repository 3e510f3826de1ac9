extension Scheduler {
    /// Opens stages until none is left whose predecessors have all ended; a list, not a recursion, since a chain of
    /// skipped stages can be long.
    mutating func openStages() {
        var next = 0
        while next < opening.count {
            open(opening[next])
            next += 1
        }
        opening.removeAll()
    }

    private mutating func open(_ index: Int) {
        let stage = plan.stages[index]
        actions.append(.stageStarted(index))
        for step in stage.steps where steps[step].isWaiting {
            let planned = plan.steps[step]
            if let carried = planned.carried {
                end(step, carried.outcome)
            } else if let outcome = planned.withheld {
                settle(step, outcome)
            } else if planned.runsAfterStop {
                continue
            } else if let stopReason {
                settle(step, .cancelled(reason: stopReason))
            } else if let blocked = stages[index].blocked {
                settle(step, .skipped(reason: blocked))
            }
        }
        stages[index].open = true
        if stage.parallel {
            for step in stage.steps where steps[step].isWaiting { makeReady(step) }
        }
        proceed(index)
    }

    /// Lets an open stage go on after a step of it has ended: to its next step, or to its end.
    mutating func proceed(_ index: Int) {
        guard stages[index].open, !stages[index].ended else { return }
        let stage = plan.stages[index]
        if !stage.parallel {
            while stages[index].cursor < stage.steps.upperBound, steps[stages[index].cursor].hasEnded {
                stages[index].cursor += 1
            }
            let cursor = stages[index].cursor
            if cursor < stage.steps.upperBound, steps[cursor].isWaiting { makeReady(cursor) }
        }
        guard stages[index].remaining == 0 else { return }
        stages[index].ended = true
        stagesLeft -= 1
        let state = stages[index]
        actions.append(.stageEnded(index, succeeded: state.failure == nil && state.blocked == nil))
        let obstacle = state.failure.map { "stage \"\(stage.name)\" did not succeed: \($0)" } ?? state.blocked
        for dependent in state.dependents {
            if plan.stages[dependent].order == .named, stages[dependent].blocked == nil {
                stages[dependent].blocked = obstacle
            }
            stages[dependent].waitsFor -= 1
            if stages[dependent].waitsFor == 0 { opening.append(dependent) }
        }
    }

    mutating func end(_ step: Int, _ outcome: StepOutcome) {
        settle(step, outcome)
        if case .failed(let failure, _) = outcome, plan.steps[step].step.critical, !plan.steps[step].step.allowFailure {
            failFast(step, failure)
        }
        proceed(plan.steps[step].stageIndex)
    }

    /// Gives a step its one end, and its stage the news.
    mutating func settle(_ step: Int, _ outcome: StepOutcome) {
        steps[step].phase = .ended
        actions.append(.stepEnded(step: step, outcome))
        let planned = plan.steps[step]
        stages[planned.stageIndex].remaining -= 1
        guard stages[planned.stageIndex].failure == nil else { return }
        switch outcome {
        case .failed(let failure, _) where !planned.step.allowFailure:
            stages[planned.stageIndex].failure = "step \"\(planned.name)\" \(failure.words)"
        case .cancelled(let reason):
            stages[planned.stageIndex].failure = "step \"\(planned.name)\" was cancelled because \(reason)"
        case .passed, .found, .failed, .skipped: break
        }
    }
}
