/// Builds a plan and collects what stands against it.
struct Planner {
    private(set) var project: Project
    let context: RunContext
    let options: PlanOptions
    var errors: [PlanError] = []
    var notes: [String] = []
    /// What each step of the configuration has become.
    private(set) var members: [String: [String]] = [:]

    init(project: Project, context: RunContext, options: PlanOptions) {
        self.project = project
        self.context = context
        self.options = options
    }

    /// Complete only where `errors` stays empty.
    mutating func plan() -> Plan {
        checkNames()
        checkMembership()
        checkDependencies()
        checkPools()
        expand()
        checkOptions()
        guard errors.isEmpty else { return Plan() }
        let waits = resolvedWaits()
        guard errors.isEmpty, let order = stageOrder(waits) else { return Plan() }

        let jobs = jobLimit()
        let locks = lockCapacities()
        var plan = Plan(jobs: jobs)
        plan.capacity = capacity
        place(order, waits, in: &plan)
        group(&plan)
        prioritise(&plan)
        let kinds = Set(plan.steps.compactMap(\.pool))
        plan.pools = Kind.allCases.filter(kinds.contains).map { plannedPool($0, jobs: jobs) }
        let used = Set(plan.pools.flatMap(\.locks))
        plan.locks = locks.filter { used.contains($0.name) }
        explain(&plan)
        plan.notes = notes + Self.needlessWaits(in: plan)
        plan.knownTests = options.knownTests
        plan.selection = options.selection?.record
        return plan
    }

    /// Writes out matrices and the tests of steps, each unit as a step.
    private mutating func expand() {
        let jobs = jobLimit()
        let planner = self
        let expansion = Expansion(project, options: options) { planner.plannedPool($0, jobs: jobs).limit }
        errors += expansion.errors
        notes += expansion.notes
        members = expansion.members
        project.pipeline = expansion.pipeline
    }

    private func prioritise(_ plan: inout Plan) {
        let names = plan.steps.map { $0.step.isBuiltIn || $0.skipReason != nil ? nil : $0.step.whole }
        for (step, rank) in options.priority.ranks(names).enumerated() { plan.steps[step].rank = rank }
    }

    /// Lays the stages and their steps out in the order of the run.
    private mutating func place(_ order: [Int], _ waits: [[Int]], in plan: inout Plan) {
        var position = [Int](repeating: 0, count: order.count)
        for (index, listed) in order.enumerated() { position[listed] = index }
        let environments = Dictionary(project.environments.map { ($0.name, $0) }) { first, _ in first }
        let pools = Dictionary(project.pools.map { ($0.kind, $0) }) { first, _ in first }
        let selection = selection(waits)
        for (index, listed) in order.enumerated() {
            let stage = project.pipeline.stages[listed]
            let first = plan.steps.count
            let objection = stage.condition.flatMap { RunFacts.objection(to: $0, in: context) }
            for name in stage.steps {
                guard let step = project.pipeline.steps[name] else { continue }
                let environment = step.environment.flatMap { environments[$0] }
                var planned = resolved(step, environment, step.isBuiltIn ? nil : pools[step.kind])
                planned.stage = stage.name
                planned.stageIndex = index
                planned.index = plan.steps.count
                if !step.isBuiltIn { planned.runs = max(1, options.runs) }
                // Whoever asks for several runs wants to see them.
                planned.caches =
                    step.cache && options.caches && planned.runs == 1 && CacheRules.objection(to: step) == nil
                planned.runsAfterStop = step.always || step.isBuiltIn || stage.dependencies == .all
                if let selection, !selection.contains(name) {
                    planned.skipReason = PlannedStep.notSelected
                } else if let reason = options.selection?.omitted[step.origin] {
                    planned.skipReason = StepOutcome.notSelected(because: reason)
                } else if let objection {
                    planned.skipReason = objection.reason
                    planned.condition = objection
                }
                plan.steps.append(planned)
            }
            plan.stages.append(
                PlannedStage(
                    name: stage.name,
                    index: index,
                    steps: first..<plan.steps.count,
                    parallel: stage.parallel,
                    order: Self.order(of: stage, listed: listed),
                    waitsFor: waits[listed].map { position[$0] }.sorted(),
                    skipReason: objection?.reason,
                    location: stage.location
                )
            )
        }
    }

    /// The chosen steps; nil means all.
    private func selection(_ waits: [[Int]]) -> Set<String>? {
        let selection = stepSelection
        if let slice = options.slice { return selection.withStatedNeeds(slice) }
        guard let only = options.only else { return nil }
        let chosen = selection.chosen(by: only).names
        return options.withNeeds ? selection.withNeeds(chosen, waits: waits) : chosen
    }

    var stepSelection: StepSelection {
        StepSelection(
            stages: project.pipeline.stages,
            steps: project.pipeline.steps,
            earlier: options.earlier,
            members: members
        )
    }

    private static func order(of stage: Stage, listed: Int) -> PlannedStage.Order {
        switch stage.dependencies {
        case .previous: listed == 0 ? .atOnce : .previous
        case .named(let names): names.isEmpty ? .atOnce : .named
        case .all: .all
        }
    }
}
