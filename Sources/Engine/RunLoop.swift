package import Core

/// Carries out a plan: feeds what happens to the scheduler, and does through the ports what the scheduler decides.
package struct RunLoop: Sendable {
    /// The outside world as the run loop sees it.
    package struct Ports: Sendable {
        package var runner: any ProcessRunner
        package var clock: any RunClock
        package var collector: any EvidenceCollector
        package var judge: any GateJudge
        package var recorder: EventRecorder
        package var cache: any StepCache
        package var environments: any EnvironmentProvider

        package init(
            runner: any ProcessRunner,
            clock: any RunClock,
            collector: any EvidenceCollector,
            judge: any GateJudge,
            recorder: EventRecorder,
            cache: any StepCache = NoStepCache(),
            environments: any EnvironmentProvider = NoEnvironments()
        ) {
            self.runner = runner
            self.clock = clock
            self.collector = collector
            self.judge = judge
            self.recorder = recorder
            self.cache = cache
            self.environments = environments
        }
    }

    let plan: Plan
    let context: RunContext
    let folder: RunFolder
    let environment: [String: String]
    let ports: Ports
    /// What the events tell of the plan, so that the run can be taken up again.
    let record: PlanRecord?
    /// The evidence of steps that had ended before the run was cut off, by their names; nil where the run is new.
    let carried: [String: [Report]]?

    /// A run of `plan`, not yet started; `environment` is what every step inherits.
    ///
    /// `carried` is the evidence of those steps of a run that was cut off which are carried over, by their names.
    package init(
        plan: Plan,
        context: RunContext,
        folder: RunFolder,
        environment: [String: String],
        ports: Ports,
        record: PlanRecord? = nil,
        carried: [String: [Report]]? = nil
    ) {
        self.record = record
        self.carried = carried
        self.plan = plan
        self.context = context
        self.folder = folder
        self.environment = environment
        self.ports = ports
    }

    /// Runs every step of the plan to its one end and returns what was gathered; never throws, and returns only when
    /// no process of the run is left.
    ///
    /// Sends every event but `gateJudged` and `runEnded`: the verdict of a run is its caller's to find. Cancelling the task forces the
    /// run to its end as a second interrupt does.
    package func run(interrupts: AsyncStream<Interrupt> = AsyncStream { $0.finish() }) async -> RunRecord {
        let state = RunState(loop: self)
        return await withTaskGroup(of: Signal.self) { group in
            state.begin(in: &group)
            group.addTask { await Self.next(interrupts) }
            while !state.finished, let signal = await group.next() {
                if case .interrupted = signal { group.addTask { await Self.next(interrupts) } }
                if Task.isCancelled { state.force(in: &group) }
                state.receive(signal, in: &group)
            }
            // Sleeping timers and the wait for interrupts have no one left to tell.
            group.cancelAll()
            await ports.environments.close()
            return state.record()
        }
    }

    private static func next(_ interrupts: AsyncStream<Interrupt>) async -> Signal {
        // A new iterator continues where the last one stopped: the stream keeps what was not taken.
        var iterator = interrupts.makeAsyncIterator()
        return await iterator.next() == nil ? .noMoreInterrupts : .interrupted
    }

    /// What one of the loop's tasks has to tell.
    enum Signal: Sendable {
        case launched(step: Int, any RunningProcess)
        case notLaunched(step: Int, LaunchError)
        case ended(step: Int, ProcessEnd, kept: [KeptCopy])
        /// What was seen of a try that ended so and did not pass.
        case examined(step: Int, attempt: Int, AttemptOutcome, TryFindings)
        case collected(step: Int, [Report])
        case judged(step: Int, RunVerdict)
        case lookedUp(step: Int, CacheAnswer, kept: [KeptCopy])
        case stored(step: Int, CacheNote)
        case woken(at: Duration)
        case interrupted
        case noMoreInterrupts
    }
}
