extension Planner {
    /// Writes the reasons in words: why each stage and each step runs when it does.
    func explain(_ plan: inout Plan) {
        for index in plan.stages.indices {
            var stage = plan.stages[index]
            stage.why = [Self.start(of: stage, in: plan)]
            if let reason = stage.skipReason { stage.why.append("skipped: \(reason)") }
            plan.stages[index] = stage
            for step in stage.steps { plan.steps[step].why = reasons(for: plan.steps[step], stage, plan) }
        }
    }

    private static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? value.description }

    private static func start(of stage: PlannedStage, in plan: Plan) -> String {
        let waited = Wording.list(stage.waitsFor.map { plan.stages[$0].name })
        return switch stage.order {
        case .atOnce: "starts at once"
        case .previous: "starts when \(waited), listed before it, has ended, whatever its outcome"
        case .named: "starts when \(waited) \(stage.waitsFor.count == 1 ? "has" : "have") succeeded (depends_on)"
        case .all: "starts when every other stage has ended, whatever its outcome (depends_on: [ALL])"
        }
    }

    private func reasons(for step: PlannedStep, _ stage: PlannedStage, _ plan: Plan) -> [String] {
        if let reason = step.skipReason { return ["skipped: \(reason)"] }
        var why: [String] = []
        let group = plan.groups[step.group]
        if let before = group.needs.first(where: { !$0.mustSucceed })?.group {
            why.append("starts when \"\(plan.groups[before].name)\" has ended: its stage runs in the order listed")
        } else if stage.parallel || group.steps.lowerBound == stage.steps.lowerBound {
            why += stage.why.prefix(1)
        }
        let needed = group.needs.filter(\.mustSucceed).map { plan.groups[$0.group].name }
        if !needed.isEmpty {
            why.append(
                "starts when \(Wording.list(needed)) \(needed.count == 1 ? "has" : "have") succeeded (its depends_on)"
            )
        }
        if let past = options.priority.past[step.step.whole] {
            why.append("start number \(step.rank + 1) where several are ready: \(past.words)")
        }
        if let part = step.step.unit?.part, part.total > 1 || part.predicted != nil {
            let time = part.predicted.map { ", about \(($0 * 10).rounded() / 10) s by earlier runs" } ?? ""
            why.append("runs \(Wording.count(part.tests.count, "test")) of its step\(time)")
        }
        if let kind = step.pool, let pool = plan.pool(of: kind) { why.append(pool.why) }
        if step.step.isBuiltIn { why.append("built in: judges gates, starts no process") }
        if !step.locks.isEmpty { why.append("holds \(Wording.list(step.locks)) while it runs") }
        if let taken = step.reservation {
            var parts: [String] = []
            if taken.cores > 0 { parts.append("\(Self.number(taken.cores)) \(taken.cores == 1 ? "core" : "cores")") }
            if taken.memoryBytes > 0 { parts.append("\(Wording.bytes(taken.memoryBytes)) of memory") }
            let once = taken.isShared ? ", once for all of its steps" : ""
            why.append("takes \(parts.joined(separator: " and ")) while it runs: environment \"\(taken.name)\"\(once)")
        }
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
