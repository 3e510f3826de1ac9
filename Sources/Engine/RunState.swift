import Core

/// What the run loop knows while a run is under way; owned by one task and never shared.
final class RunState {
    /// A try that has been started or is being started.
    struct Try {
        var number: Int
        var process: (any RunningProcess)?
        /// What to do with the process as soon as there is one.
        var pendingStop: Duration?
        var pendingKill = false
        var started: Double
        var startedAt: Duration
        var end: ProcessEnd?
        var kept: [KeptCopy] = []
        /// Seconds that its process ran; nil until it has ended.
        var seconds: Double?
        var launched = false
        /// What was seen of it, where it did not pass.
        var findings = TryFindings()
        /// Which of its tests it runs, in words; nil for all.
        var selection: String?
        /// What is told of a try that could not be started.
        var details: [String] = []
    }

    typealias Group = TaskGroup<RunLoop.Signal>

    let loop: RunLoop
    let ports: RunLoop.Ports
    let begun: Duration
    var scheduler: Scheduler
    var tries: [Int: Try] = [:]
    var attempts: [[AttemptRecord]]
    var records: [StepRecord?]
    /// By step, which of its tests the next try runs; none for all.
    var selected: [Int: TestSelection.Selected] = [:]
    /// By step, why the next try runs all of its tests although only some of them failed.
    var undivided: [Int: String] = [:]
    /// By step, so that the order does not depend on which one ended first.
    var reports: [[Report]]
    /// Where the results of steps come from that did not run.
    var origins: [Int: CacheOrigin] = [:]
    var timers: Set<Duration> = []
    var interrupted = false
    var finished = false
    /// Events that the loop itself has for the scheduler, such as a command that could not be built.
    var pending: [Scheduler.Event] = []

    init(loop: RunLoop) {
        self.loop = loop
        ports = loop.ports
        begun = loop.ports.clock.monotonicTime()
        scheduler = Scheduler(plan: loop.plan)
        attempts = Array(repeating: [], count: loop.plan.steps.count)
        records = Array(repeating: nil, count: loop.plan.steps.count)
        reports = Array(repeating: [], count: loop.plan.steps.count)
    }

    func begin(in group: inout Group) {
        if let carried = loop.carried {
            takeUp(carried)
        } else {
            emit(.runStarted(loop.context, stages: loop.plan.stages.count, steps: loop.plan.steps.count))
        }
        if let record = loop.record { emit(.planned(record)) }
        for note in loop.plan.notes { emit(.warning(note)) }
        for step in loop.plan.steps where step.skipReason == nil {
            if let gap = step.underProvisioned { emit(.warning("step \"\(step.name)\" is under-provisioned: \(gap)")) }
        }
        advance(.begin, in: &group)
    }

    /// Tells at once what a run that was cut off had come to, so that nothing of it is lost if that happens again.
    private func takeUp(_ carried: [String: [Report]]) {
        let kept = loop.plan.steps.compactMap(\.carried)
        emit(.runResumed(loop.context, steps: loop.plan.steps.count, kept: kept.count))
        for (index, step) in loop.plan.steps.enumerated() {
            guard let record = step.carried else { continue }
            collect(carried[step.name] ?? [], of: index)
            emit(.stepEnded(record))
        }
    }

    /// The task of the run was cancelled: no one waits for a graceful end.
    func force(in group: inout Group) {
        while scheduler.interrupts < 2, !finished { advance(.interrupt, in: &group) }
    }

    func receive(_ signal: RunLoop.Signal, in group: inout Group) {
        switch signal {
        case .launched(let step, let process): launched(step, process, in: &group)
        case .notLaunched(let step, let error): notLaunched(step, error, in: &group)
        case .ended(let step, let end, let kept):
            tries[step]?.kept = kept
            ended(step, end, in: &group)
        case .examined(let step, let attempt, let outcome, let findings):
            guard tries[step]?.number == attempt else { return }
            examined(step, outcome, findings, in: &group)
        case .collected(let step, let found):
            // A run that was ended by force has already closed the books on this step.
            guard records[step] == nil else { return }
            collect(found, of: step)
            advance(.collected(step: step), in: &group)
        case .judged(let step, let verdict): judged(step, verdict, in: &group)
        case .lookedUp(let step, let answer, let kept): lookedUp(step, answer, kept, in: &group)
        case .stored(let step, let note):
            emit(.cache(step: loop.plan.steps[step].name, note))
            advance(.stored(step: step), in: &group)
        case .woken(let time):
            timers.remove(time)
            // A cancelled sleep returns at once: asking for another one would never end.
            guard !Task.isCancelled else { return }
            advance(.tick, in: &group)
        case .interrupted: advance(.interrupt, in: &group)
        case .noMoreInterrupts: break
        }
    }

    /// Tells the scheduler, does what it says, and goes on with what came of that.
    func advance(_ event: Scheduler.Event, in group: inout Group) {
        pending.append(event)
        var next = 0
        while next < pending.count {
            let actions = scheduler.handle(pending[next], at: ports.clock.monotonicTime())
            next += 1
            for action in actions { perform(action, in: &group) }
        }
        pending.removeAll()
    }

    func emit(_ event: RunEvent) { ports.recorder.record(event) }

    func record() -> RunRecord {
        RunRecord(
            context: loop.context,
            steps: records.compactMap(\.self).united,
            reports: reports.flatMap(\.self),
            interrupted: interrupted,
            seconds: (ports.clock.monotonicTime() - begun) / .seconds(1)
        )
    }
}
