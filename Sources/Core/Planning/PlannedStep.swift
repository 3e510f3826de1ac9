/// A step with everything that decides when it runs, and the reasons in words.
package struct PlannedStep: Sendable, Equatable {
    /// Which of the limits on a step's duration is the smallest.
    package enum TimeoutSource: Sendable, Hashable {
        case step
        /// `duration` of the named environment.
        case environment(String)
        /// `timeout_per_module` of the step's pool.
        case pool
    }

    package var step: Step
    package var stage: String
    /// Position in `Plan.stages`.
    package var stageIndex: Int
    /// Position in `Plan.steps`.
    package var index: Int
    /// Position in `Plan.groups`.
    package var group = 0
    /// Place among the steps that are ready: the smallest starts first.
    package var rank: Int
    /// How often it runs, whether or not it passes: `--repeat`.
    package var runs = 1
    /// nil for a built-in step, which takes a job but no place in a pool.
    package var pool: Kind?
    /// Names of the locks that the step holds while it runs.
    package var locks: [String]
    /// Nothing else runs while this step does.
    package var exclusive: Bool
    /// What its environment takes of the machine while it runs.
    package var reservation: Reservation?
    /// The longest that one try may take.
    package var timeout: Duration
    package var timeoutSource: TimeoutSource
    /// Runs after fail-fast and a first interrupt, and whatever became of the stages that it waits for: `always`
    /// steps, built-in gates, and every step of a stage that depends on ALL.
    package var runsAfterStop: Bool
    /// Why the step will not run; nil when it will.
    package var skipReason: String?
    /// What the condition of its stage has against it, where that is why.
    package var condition: RunFacts.Objection?
    /// Set when the machine has less than the environment asks for and the step runs all the same: the performance
    /// criteria that it feeds are inconclusive, for this reason.
    package var underProvisioned: String?
    /// Remarks that decide nothing.
    package var notes: [String]
    /// Sentences that say when the step runs and what bounds it.
    package var why: [String]
    /// Whether its result is looked for in the cache, and kept there.
    package var caches = false
    /// How it ended before the run was cut off that is taken up again; nil where it is to run.
    package var carried: StepRecord?

    package var name: String { step.name }

    /// How the step ends where it does not start: what nobody decided to leave out is missing, not skipped.
    package var withheld: StepOutcome? {
        if let carried { return carried.outcome }
        guard let skipReason else { return nil }
        return condition?.isDecided == false ? .cancelled(reason: skipReason) : .skipped(reason: skipReason)
    }

    /// Why a step is skipped that `--only` did not name: nobody needs to be told of each.
    package static let notSelected = StepOutcome.notSelected

    package init(
        step: Step,
        stage: String,
        stageIndex: Int,
        index: Int,
        pool: Kind? = nil,
        locks: [String] = [],
        exclusive: Bool = false,
        timeout: Duration? = nil,
        timeoutSource: TimeoutSource = .step,
        runsAfterStop: Bool = false,
        skipReason: String? = nil,
        underProvisioned: String? = nil,
        notes: [String] = [],
        why: [String] = []
    ) {
        self.step = step
        self.stage = stage
        self.stageIndex = stageIndex
        self.index = index
        rank = index
        self.pool = pool
        self.locks = locks
        self.exclusive = exclusive
        self.timeout = timeout ?? step.timeout
        self.timeoutSource = timeoutSource
        self.runsAfterStop = runsAfterStop
        self.skipReason = skipReason
        self.underProvisioned = underProvisioned
        self.notes = notes
        self.why = why
    }
}
