extension Scheduler {
    /// Tells dependents of what has ended, and opens what waits for nothing any more, until nothing changes.
    ///
    /// A list, not a recursion, since a chain of skipped stages can be long.
    mutating func flow() {
        while true {
            if !endedGroups.isEmpty {
                let ended = endedGroups
                endedGroups.removeAll()
                for group in ended { tellDependents(ofGroup: group) }
            } else if !endedStages.isEmpty {
                let ended = endedStages
                endedStages.removeAll()
                for stage in ended { close(stage) }
            } else if !opening.isEmpty {
                let next = opening
                opening.removeAll()
                for stage in next { open(stage) }
            } else {
                return
            }
        }
    }

    private mutating func open(_ index: Int) {
        let stage = plan.stages[index]
        actions.append(.stageStarted(index))
        stages[index].open = true
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
        if stage.steps.isEmpty || stages[index].remaining == 0 { endStage(index) }
        var group = stage.steps.isEmpty ? plan.groups.endIndex : plan.steps[stage.steps.lowerBound].group
        while group < plan.groups.endIndex, plan.groups[group].stage == index {
            release(group: group)
            group += 1
        }
    }

    /// One thing less for a group to wait for: its stage, or another group.
    private mutating func release(group: Int) {
        groups[group].waitsFor -= 1
        guard groups[group].waitsFor == 0 else { return }
        for step in plan.groups[group].steps where steps[step].isWaiting {
            if let blocked = groups[group].blocked, !plan.steps[step].runsAfterStop {
                settle(step, .skipped(reason: blocked))
                let stage = plan.steps[step].stageIndex
                stages[stage].failure =
                    stages[stage].failure ?? "step \"\(plan.steps[step].name)\" was skipped: \(blocked)"
            } else {
                makeReady(step)
            }
        }
        endGroup(group)
    }

    /// Marks a group as ended once it has no step left, and nothing that it waits for: what comes behind it must not overtake
    /// what came before it.
    private mutating func endGroup(_ index: Int) {
        guard groups[index].remaining == 0, groups[index].waitsFor == 0, !groups[index].ended else { return }
        groups[index].ended = true
        endedGroups.append(index)
    }

    private mutating func tellDependents(ofGroup index: Int) {
        let state = groups[index]
        let obstacle =
            state.failure.map { "step \"\(plan.groups[index].name)\" did not succeed: \($0)" } ?? state.blocked
        for dependent in state.dependents {
            if dependent.mustSucceed, groups[dependent.group].blocked == nil {
                groups[dependent.group].blocked = obstacle
            }
            release(group: dependent.group)
        }
    }

    /// Marks a stage as ended once it is open and has no step left.
    private mutating func endStage(_ index: Int) {
        guard stages[index].open, !stages[index].ended else { return }
        stages[index].ended = true
        endedStages.append(index)
    }

    private mutating func close(_ index: Int) {
        stagesLeft -= 1
        let state = stages[index]
        actions.append(.stageEnded(index, succeeded: state.failure == nil && state.blocked == nil))
        let obstacle =
            state.failure.map { "stage \"\(plan.stages[index].name)\" did not succeed: \($0)" } ?? state.blocked
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
    }

    /// Gives a step its one end, and its group and stage the news.
    mutating func settle(_ step: Int, _ outcome: StepOutcome) {
        steps[step].phase = .ended
        actions.append(.stepEnded(step: step, outcome))
        let planned = plan.steps[step]
        stages[planned.stageIndex].remaining -= 1
        groups[planned.group].remaining -= 1
        if let failure = Self.words(planned, outcome) {
            stages[planned.stageIndex].failure = stages[planned.stageIndex].failure ?? failure.stage
            groups[planned.group].failure = groups[planned.group].failure ?? failure.group
        }
        // A step that what it names keeps from running hands that on.
        if case .skipped(let reason) = outcome, planned.skipReason == nil {
            groups[planned.group].blocked = groups[planned.group].blocked ?? reason
        }
        endGroup(planned.group)
        if stages[planned.stageIndex].remaining == 0 { endStage(planned.stageIndex) }
    }

    /// What a step's end has against its stage and its group; nil for an end that counts as success.
    private static func words(_ planned: PlannedStep, _ outcome: StepOutcome) -> (stage: String, group: String)? {
        let end: String
        switch outcome {
        case .failed(let failure, _) where !planned.step.allowFailure: end = failure.words
        case .cancelled(let reason): end = "was cancelled because \(reason)"
        case .passed, .found, .failed, .skipped: return nil
        }
        let whole = "step \"\(planned.name)\" \(end)"
        return (whole, planned.step.whole == planned.name && planned.step.origin == planned.name ? "it \(end)" : whole)
    }
}
