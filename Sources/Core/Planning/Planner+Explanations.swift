extension Planner {
    /// Writes the reasons in words: why each stage and each step runs when it does.
    func explain(_ plan: inout Plan) {
        for index in plan.stages.indices {
            var stage = plan.stages[index]
            stage.why = [Self.start(of: stage, in: plan)]
            if let reason = stage.skipReason { stage.why.append("skipped: \(reason)") }
            plan.stages[index] = stage
            for step in stage.steps { plan.steps[step].why = Self.reasons(for: plan.steps[step], stage, plan) }
        }
    }

    private static func start(of stage: PlannedStage, in plan: Plan) -> String {
        let waited = Wording.list(stage.waitsFor.map { plan.stages[$0].name })
        return switch stage.order {
        case .atOnce: "starts at once"
        case .previous: "starts when \(waited), listed before it, has ended, whatever its outcome"
        case .named: "starts when \(waited) \(stage.waitsFor.count == 1 ? "has" : "have") succeeded (depends_on)"
        case .all: "starts when every other stage has ended, whatever its outcome (depends_on: [ALL])"
        }
    }

    private static func reasons(for step: PlannedStep, _ stage: PlannedStage, _ plan: Plan) -> [String] {
        if let reason = step.skipReason { return ["skipped: \(reason)"] }
        var why: [String] = []
        if !stage.parallel, step.index > stage.steps.lowerBound {
            why.append(
                "starts when \"\(plan.steps[step.index - 1].name)\" has ended: its stage runs in the order listed"
            )
        } else {
            why += stage.why.prefix(1)
        }
        if let kind = step.pool, let pool = plan.pool(of: kind) { why.append(pool.why) }
        if step.step.isBuiltIn { why.append("built in: judges gates, starts no process") }
        if !step.locks.isEmpty { why.append("holds \(Wording.list(step.locks)) while it runs") }
        if step.exclusive { why.append("runs alone: nothing else runs meanwhile") }
        switch step.timeoutSource {
        case .step: break
        case .environment(let name):
            why.append("may take \(step.timeout.words): the duration of environment \"\(name)\"")
        case .pool: why.append("may take \(step.timeout.words): timeout_per_module of its pool")
        }
        if step.caches { why.append("its result is taken from the cache where its inputs are as they were") }
        if step.step.critical, !step.step.allowFailure { why.append("critical: its failure stops new work") }
        if step.step.allowFailure { why.append("its failure is a warning and decides nothing") }
        if step.runsAfterStop { why.append("runs even after fail-fast and a first interrupt") }
        return why
    }
}
