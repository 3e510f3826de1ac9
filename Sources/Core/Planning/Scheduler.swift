/// Decides what a run does next, as a state machine: events and the time go in, actions come out, nothing is done.
///
/// The rules, where the configuration leaves a choice:
/// - In a stage that is not parallel each step waits for the one listed before it to *end*; a failure does not cancel
///   the later ones, since they are evidence of their own. Only a critical failure stops new work.
/// - A stage whose condition cannot be decided did not succeed: nothing of it ran, and nobody decided that.
/// - A stage succeeded when no step of it failed (`allow_failure` apart) or was cancelled. A stage skipped by its
///   condition counts as success, unless a stage that it names itself did not succeed: then nothing behind it runs.
/// - Steps that run after a stop (`PlannedStep.runsAfterStop`) run whatever became of the stages they wait for.
/// - A stop lets running steps finish (fail-fast) or stops them with their grace (interrupt); a retry that has not
///   started is new work, so the step ends with the failure that it had.
/// - Units of one step run side by side. A step that names others starts when they have succeeded; behind one that did
///   not, it is skipped, and its stage did not succeed either.
/// - Among ready steps the one with the smallest rank starts first. An exclusive step that is first and has to wait holds
///   back all others, so that it cannot starve.
/// - What environments take of the machine never adds up to more than it has; an environment that is larger has it alone.
/// - A step whose result may be in the cache is looked for there before its first try; where it is found, that counts as
///   its one try, which passed. What is not found after a stop does not start.
/// - A step keeps its places and locks until its reports are read, so that nothing overwrites them meanwhile.
///
/// Each event costs O(log n) for n steps, plus O(1) for each step that it ends; stopping a run looks at all once.
package struct Scheduler: Sendable {
    package let plan: Plan
    /// Between two signs that a step is slow.
    package let slowPeriod: Duration

    var steps: [StepState]
    var stages: [StageState]
    var groups: [GroupState]
    /// By rank.
    let ranked: [Int]
    var classes: [ReadyClass]
    var locks: [LockState]
    var pools: [PoolState]
    /// What environments take of the machine, and what they leave.
    var reservations: [ReservationState] = []
    var coresLeft: Double
    var memoryLeft: Double
    var timers = BinaryHeap<Timer>()
    /// The earliest wake-up that was asked for and has not come.
    var armed: Duration?
    /// Stages whose last predecessor has ended, in the order in which that happened.
    var opening: [Int] = []
    /// Groups and stages whose last step has ended, and whose dependents do not know it yet.
    var endedGroups: [Int] = []
    var endedStages: [Int] = []
    var running = 0
    var exclusiveRunning = false
    var stagesLeft: Int
    var begun = false
    var finished = false
    /// How many interrupts have come.
    package internal(set) var interrupts = 0
    /// Why no new work starts; completes "because …".
    var stopReason: String?
    var now: Duration = .zero
    var actions: [Action] = []

    /// A scheduler that has done nothing yet: give it `begin` first.
    package init(plan: Plan, slowPeriod: Duration = .seconds(60)) {
        self.plan = plan
        self.slowPeriod = max(Self.bounded(slowPeriod), .milliseconds(1))
        steps = plan.steps.map { _ in StepState() }
        stages = plan.stages.map { StageState(open: false, remaining: $0.steps.count) }
        groups = plan.groups.map { GroupState(remaining: $0.steps.count, waitsFor: $0.needs.count + 1) }
        ranked = plan.steps.indices.sorted { plan.steps[$0].rank < plan.steps[$1].rank }
        stagesLeft = plan.stages.count
        locks = plan.locks.map { LockState(free: max(1, $0.capacity)) }
        pools = plan.pools.map { PoolState(free: max(1, $0.limit)) }
        coresLeft = plan.capacity.cores ?? .infinity
        memoryLeft = plan.capacity.memoryBytes ?? .infinity
        classes = []
        arrangeClasses()
        for stage in plan.stages {
            stages[stage.index].waitsFor = stage.waitsFor.count
            for waited in stage.waitsFor where stages.indices.contains(waited) {
                stages[waited].dependents.append(stage.index)
            }
        }
        for (index, group) in plan.groups.enumerated() {
            for need in group.needs {
                groups[need.group].dependents.append(.init(group: index, mustSucceed: need.mustSucceed))
            }
        }
    }

    /// Groups the steps by what they need, so that finding one that may start looks at a few classes, not at all steps.
    private mutating func arrangeClasses() {
        let lockPositions = Dictionary(plan.locks.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let poolPositions = Dictionary(plan.pools.enumerated().map { ($1.kind, $0) }) { first, _ in first }
        var known: [ReadyClass.Needs: Int] = [:]
        var reserved: [Reservation: Int] = [:]
        for (index, step) in plan.steps.enumerated() {
            let reservation = step.reservation.map { taken -> Int in
                if let position = reserved[taken] { return position }
                reservations.append(ReservationState(taken: taken))
                reserved[taken] = reservations.count - 1
                return reservations.count - 1
            }
            let needs = ReadyClass.Needs(
                pool: step.pool.flatMap { poolPositions[$0] },
                locks: step.locks.compactMap { lockPositions[$0] },
                exclusive: step.exclusive,
                reservation: reservation
            )
            let position = known[needs] ?? classes.count
            if position == classes.count {
                classes.append(ReadyClass(needs: needs))
                known[needs] = position
            }
            steps[index].readyClass = position
        }
    }
}

extension Scheduler {
    /// What the scheduler is told; steps are positions in `Plan.steps`.
    package enum Event: Sendable, Hashable {
        /// The run begins; first event, once.
        case begin
        /// A try ended: its own outcome, whether or not it was asked to stop, and whether its failure is one after which
        /// another try is asked for.
        ///
        /// `repeats`: how often it is to run again although it passed.
        case attemptEnded(step: Int, AttemptOutcome, isRetried: Bool = true, repeats: Int = 0)
        /// The reports of a step have been read.
        case collected(step: Int)
        /// The cache has answered; of a hit all files are in their places.
        case lookedUp(step: Int, hit: Bool)
        /// The result of a step has been kept, or is not to be.
        case stored(step: Int)
        /// A wake-up came; also harmless when none is due.
        case tick
        /// Someone wants the run to end: the first time gracefully, the second time at once.
        case interrupt
    }

    /// What is to be done, in order; steps and stages are positions in the plan.
    package enum Action: Sendable, Hashable {
        case start(step: Int, attempt: Int)
        /// Look for the result of a step in the cache and answer `lookedUp`.
        case lookUp(step: Int)
        /// Keep the result of a step that passed, where it is fit to be kept, and answer `stored`.
        case store(step: Int)
        /// Judge the gates of a built-in step and answer `attemptEnded`.
        case evaluate(step: Int)
        /// Read the reports of a step that has ended and answer `collected`.
        case collect(step: Int)
        /// TERM now, KILL after the grace period.
        case stop(step: Int, grace: Duration, reason: String)
        case kill(step: Int)
        case attemptEnded(step: Int, attempt: Int, AttemptOutcome)
        case stepEnded(step: Int, StepOutcome)
        case stepSlow(step: Int, running: Duration)
        case stageStarted(Int)
        case stageEnded(Int, succeeded: Bool)
        /// Fail-fast acted.
        case stopping(cause: String)
        case interrupted(forced: Bool)
        /// Send `tick` at this monotonic time; earlier requests stay valid.
        case wake(at: Duration)
        /// Every step has ended; last action.
        case finished
    }
}
