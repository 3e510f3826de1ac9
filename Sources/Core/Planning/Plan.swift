/// What a run will do and why: the pipeline resolved against a context and a machine, before anything has started.
package struct Plan: Sendable, Equatable {
    /// In an order that puts each stage behind those it waits for; otherwise as listed.
    package var stages: [PlannedStage]
    /// By stage, and within a stage as listed.
    package var steps: [PlannedStep]
    /// The steps of the configuration in the order of `steps`, each with what it became.
    package var groups: [PlannedGroup] = []
    /// Tests that earlier runs had; nil where none tells, so that none is new.
    package var knownTests: KnownTests?
    /// What of it a change needs, and what was left out because of that; nil where nobody asked.
    package var selection: SelectionRecord?
    /// One for each kind that a step of the plan has.
    package var pools: [PlannedPool]
    package var locks: [SharedResource]
    /// What environments can take of the machine; nil where it has no end.
    package var capacity = Resources()
    /// How many steps may run side by side, whatever their kind.
    package var jobs: JobLimit
    /// Remarks on the plan as a whole, such as steps that no stage names.
    package var notes: [String]

    package init(
        stages: [PlannedStage] = [],
        steps: [PlannedStep] = [],
        pools: [PlannedPool] = [],
        locks: [SharedResource] = [],
        jobs: JobLimit = JobLimit(count: 1, source: .machine),
        notes: [String] = []
    ) {
        self.stages = stages
        self.steps = steps
        self.pools = pools
        self.locks = locks
        self.jobs = jobs
        self.notes = notes
    }

    /// Whether a step, as the pipeline is written, waits for others that do something, so that it may fail alone.
    package func hasNeeds(_ step: PlannedStep) -> Bool {
        guard stages.indices.contains(step.stageIndex) else { return false }
        let stage = stages[step.stageIndex]
        let needs = groups[step.group].needs.map { groups[$0.group].steps }
        let before = stage.parallel ? [] : [stage.steps.lowerBound..<groups[step.group].steps.lowerBound]
        let waited = stage.waitsFor.filter(stages.indices.contains).map { stages[$0].steps }
        return (needs + before + waited).contains { steps[$0].contains { !$0.step.isBuiltIn } }
    }

    package func pool(of kind: Kind) -> PlannedPool? { pools.first { $0.kind == kind } }

    /// Names of the steps that must have ended before this one starts, computed on demand.
    ///
    /// A graph of n parallel steps behind n others has n² of them. To draw a large plan, use the edges between stages.
    package func dependencies(of step: PlannedStep) -> [String] {
        guard stages.indices.contains(step.stageIndex) else { return [] }
        let stage = stages[step.stageIndex]
        let needs = groups[step.group].needs.flatMap { steps[groups[$0.group].steps].map(\.name) }
        if !stage.parallel, groups[step.group].steps.lowerBound > stage.steps.lowerBound { return needs }
        let waited = stage.waitsFor.filter(stages.indices.contains).flatMap { index -> [String] in
            let waited = stages[index]
            guard let last = waited.steps.last else { return [] }
            return steps[waited.parallel ? waited.steps : groups[steps[last].group].steps].map(\.name)
        }
        return waited + needs.filter { !waited.contains($0) }
    }
}

/// How many steps may run side by side, and who says so.
package struct JobLimit: Sendable, Hashable {
    package enum Source: Sendable, Hashable {
        /// Asked for by the user (`--jobs`).
        case option
        /// One for each core.
        case machine
    }

    package var count: Int
    package var source: Source

    package init(count: Int, source: Source) {
        self.count = count
        self.source = source
    }
}

/// What the user asks of a plan on the command line.
package struct PlanOptions: Sendable, Hashable {
    /// nil means one job for each core of the machine.
    package var jobs: Int?
    /// The only steps to run, the others being skipped: names of steps, stages and kinds, and patterns; nil means all.
    package var only: [String]?
    /// Whether the steps that the chosen ones wait for run too.
    package var withNeeds: Bool
    /// How steps ended in the run before, which a filter may ask for; empty where there was none.
    package var earlier: [String: StepOutcome] = [:]
    /// Whether results may be taken from the cache and kept there.
    package var caches = true
    /// How often each step runs, to find those whose result is not always the same.
    package var runs = 1
    /// What earlier runs tell of the steps.
    package var priority = StepPriority()
    /// The tests of each step that has some, by the step's name; a step that is not here is planned in one piece.
    package var tests: [String: [ListedTest]] = [:]
    /// How the tests of steps are cut, where that has been decided before; by the step's name.
    package var cuts: [String: [TestShare]] = [:]
    /// Tests that earlier runs had; nil where none tells.
    package var knownTests: KnownTests?
    /// Whether each test that can is a unit of its own.
    package var testsAlone = false
    /// What the change needs; nil for everything.
    package var selection: SelectedWork?
    /// The planned steps that this machine runs, of a pipeline that several share; nil for all.
    package var slice: Set<String>?

    package init(jobs: Int? = nil, only: [String]? = nil, withNeeds: Bool = false) {
        self.jobs = jobs
        self.only = only
        self.withNeeds = withNeeds
    }
}
