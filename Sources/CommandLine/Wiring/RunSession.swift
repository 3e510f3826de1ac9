import Caching
import Core
import Engine
import Environments
import Execution
import Glibc
import Judging
import Recording
import Reports
import Scanning
import Storage
import TestData

/// One `assay run` from the plan to the written reports: joins the engine with the real ports.
struct RunSession {
    /// Absolute path of the project.
    var root: String
    /// The project with the gates that hold for this run.
    var held: HeldGates
    var plan: Plan
    var context: RunContext
    var strict: Bool
    /// What the change is compared with, where a person named it.
    var base: String?
    var baselines: Baselines
    var sink: TerminalSink
    /// What a run that was cut off had come to, where this one goes on with it.
    var resumed: ResumedRun?
    var record: PlanRecord?
    /// Set where what tests touch is recorded.
    var learning: LearnSession?
    var outputOn = StepOutput.Policy.failure
    var events: EventStream?
    /// Tells a dashboard what happens.
    var live: LivePush?
    var limits = LinuxProcessRunner.Limits()
    /// Reports of earlier runs that stand for what was left out.
    var carried: [Report] = []
    /// Environments that outlive runs.
    var standing: StandingEnvironments?

    struct Ended {
        var summary: RunSummary
        /// Absolute path of the run's folder.
        var path: String
        /// What the verdict rests on.
        var evidence: Evidence
        /// Every test of the run, each once.
        var tests: [TestObservation]
        /// Tests that failed and decide nothing.
        var quarantined: [TestKey]

        /// Counts what a selection would have missed, where everything ran to find that out.
        mutating func compare(with plan: Plan, of project: Project) {
            guard var record = summary.selection, record.isShadow else { return }
            let before = record.banner
            MissCount(plan: plan, project: project, tests: tests, steps: summary.steps, quarantined: Set(quarantined))
                .add(
                    to: &record
                )
            summary.selection = record
            summary.banners = summary.banners.map { $0 == before ? record.banner : $0 }
        }
    }

    /// Steps that were separated less than was asked for.
    private static func weakened(_ record: RunRecord) -> [String] {
        record.steps.flatMap(\.attempts).compactMap(\.weakened).reduce(into: []) { words, word in
            if !words.contains(word) { words.append(word) }
        }
    }

    func run() async throws -> Ended {
        let store = try resumed?.folder ?? create()
        var context = resumed?.context ?? context
        context.id = store.id
        let log = EventLog(store)
        let tails = LogTails(folder: store.path)
        let secrets = SecretStore(held.project.secrets, root: root, environment: ProcessEnvironment.current())
        let runner = LinuxProcessRunner(
            guardian: .ownProgram,
            limits: limits,
            inherited: ProcessEnvironment.bytes(),
            mask: secrets.mask
        )
        let path = secrets.inherited["PATH"]
        let watching =
            learning?.runner(runner, folder: store.path)
            ?? UndeclaredReads.watch(plan, runner, root: root, folder: store.path, path: path)
        let gates = session
        let clock = SystemClock()
        let source = CacheSource(root: root, project: held.project)
        let cache = source.cache(plan, context, base: base)
        let volumes = source.volumes(context, base: base)
        let results: any StepCache = if let cache { cache } else { NoStepCache() }
        let services = ReadyServices()
        let sinks: [(any EventSink)?] = [log, tails, services, sink, cache, events, live]
        let recorder = EventRecorder(
            run: store.id,
            clock: clock,
            sinks: sinks.compactMap(\.self),
            first: resumed?.next ?? 0
        )
        var environment = secrets.inherited
        // The token that pushes runs is the program's own: no step needs it, and one could send what it likes.
        for name in RunPush.secrets { environment[name] = nil }
        sink.show(StepOutput(policy: outputOn, folder: store.path, groups: OutputGroup(environment)))
        let observed = ObservedTests()
        let keeper = FileKeeper(
            root: root,
            folder: store.path,
            limit: held.project.storage.artifactLimit,
            mask: secrets.mask
        )
        let collector = ReportCollector(root: root, observed: observed, keeper: keeper, mask: secrets.mask)
        let around = EnvironmentSession(
            project: held.project,
            plan: plan,
            site: ServiceSite(
                runner: watching ?? runner,
                clock: clock,
                run: store.id,
                folder: Engine.RunFolder(root: root, path: store.path),
                cache: RunStore(root: root).path + "/services",
                secrets: secrets,
                record: recorder.record
            ),
            standing: standing,
            asked: record?.only ?? []
        )
        let environments = TestDataSession(
            around,
            settings: held.project.testData,
            site: DataSite(
                runner: watching ?? runner,
                folder: Engine.RunFolder(root: root, path: store.path),
                inherited: secrets.inherited,
                program: DataSite.ownProgram,
                record: { recorder.record(.warning($0)) }
            )
        )
        let loop = RunLoop(
            plan: plan,
            context: context,
            folder: Engine.RunFolder(root: root, path: store.path),
            environment: environment.merging(volumes.variables) { own, _ in own },
            ports: RunLoop.Ports(
                runner: watching ?? runner,
                clock: clock,
                collector: collector,
                judge: gates,
                recorder: recorder,
                cache: results,
                environments: environments
            ),
            record: self.record,
            carried: await resumed?.evidence(plan, collector)
        )
        let status = statusPrinter(store.path, clock)
        let keys = KeyListener { key in if key == UInt8(ascii: "t") { status() } }
        let telling = live.map { live in Task { await live.send() } }
        let record = await withTaskGroup(of: Void.self) { group in
            group.addTask { [sink] in await Self.redraw(sink, clock) }
            if let watching { group.addTask { await watching.watch() } }
            group.addTask { for await _ in Interrupts.statusRequests() { status() } }
            let record = await loop.run(interrupts: Interrupts.stream())
            group.cancelAll()
            return record
        }
        keys?.stop()
        if let problem = runner.guardianProblem {
            recorder.record(.warning("nothing cleans up if assay itself is killed: \(problem)"))
        }
        if store.isMissing {
            let words = "a step has removed \(store.path): what it held of the steps before is gone, the verdict is not"
            recorder.record(.warning(words))
        }
        runner.close()
        watching?.clear()
        if let watching, learning == nil {
            let files = ProjectSource(root: root, base: base, environment: ProcessEnvironment.current()).files
            for remark in UndeclaredReads(plan, watching.recordings.touches, files: files).remarks {
                recorder.record(.warning(remark))
            }
        }
        if let watching, let learning {
            let words = learning.keep(
                watching.recordings,
                plan: plan,
                steps: record.steps,
                context: record.context,
                in: store.path
            )
            Console.error("learn: \(words)")
        }
        await cache?.finish()
        volumes.finish()
        var reports = record.reports
        Report.keepSharedIdentities(&reports)
        let conclusion = await gates.conclude(reports: reports, steps: record.steps)
        let partial = PartialRun(plan)
        var summary = RunSummary(
            context: record.context,
            steps: steps(record, tails),
            reports: conclusion.reports,
            verdict: partial?.limited(conclusion.verdict) ?? conclusion.verdict,
            seconds: record.seconds,
            interrupted: record.interrupted,
            banners: [partial?.banner(conclusion.verdict), plan.selection?.banner].compactMap(\.self) + services.remarks
                + Self.weakened(record) + held.banners + conclusion.notices,
            coverage: conclusion.coverage
        )
        summary.services = services.records
        (summary.selection, summary.carried) = (plan.selection, carried)
        if let problem = log.error {
            let detail = "the event log is incomplete: \(problem)"
            summary.verdict?.problems.append(Problem(.error, "the run could not be recorded", detail: detail))
        }
        announce(summary, recorder)
        if let telling { await live?.finish(telling) }
        log.flush()
        do throws(StorageError) { try RunStore(root: root).restore(store, log) } catch {
            throw CommandFailure(.infrastructure, "cannot write \(error)")
        }
        if let cleanup = held.project.storage.artifactCleanup {
            if let limit = cleanup.limit(now: context.started) {
                RunStore(root: root).dropCopies(before: limit, keeping: store.id, now: clock.wallTime())
            }
        } else {
            RunStore(root: root).dropCopies(beyond: 20)
        }
        return Ended(
            summary: summary,
            path: store.path,
            evidence: conclusion.evidence,
            tests: observed.results(of: reports, paths: conclusion.evidence.paths),
            quarantined: conclusion.quarantined
        )
    }

    /// Prints how the run is going, with what each running step has printed last.
    private func statusPrinter(_ folder: String, _ clock: SystemClock) -> @Sendable () -> Void {
        let places = Dictionary(plan.steps.map { ($0.name, $0.index) }) { first, _ in first }
        return { [sink] in
            sink.status(at: clock.wallTime()) { step, attempt in
                guard let index = places[step] else { return nil }
                let log = Engine.RunFolder.log(step: step, index: index, attempt: attempt)
                return LogTail.read("\(folder)/\(log)").last
            }
        }
    }

    private var session: GateSession {
        GateSession(
            held: held,
            source: ProjectSource(root: root, base: base, environment: ProcessEnvironment.current()),
            run: GateSession.JudgedRun(
                context: context,
                underProvisioned: underProvisioned,
                selection: plan.selection,
                carried: carried
            ),
            history: baselines,
            strict: strict
        )
    }

    private var underProvisioned: [String: String] {
        let short = plan.steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return Dictionary(short) { first, _ in first }
    }

    /// The steps as the summary keeps them: with the end of their output, and with what they were short of.
    private func steps(_ record: RunRecord, _ tails: LogTails) -> [StepRecord] {
        let short = underProvisioned
        let carried = Set(plan.steps.filter { $0.carried != nil }.map(\.name))
        return tails.fill(record.steps).map { step in
            var step = carried.contains(step.name) ? resumed?.told(step) ?? step : step
            step.underProvisioned = short[step.name]
            return step
        }
    }

    private func create() throws -> Storage.RunFolder {
        do throws(StorageError) {
            return try RunStore(root: root).create(at: context.started)
        } catch {
            throw CommandFailure(.infrastructure, "cannot make the run's folder: \(error)")
        }
    }

    private func announce(_ summary: RunSummary, _ recorder: EventRecorder) {
        guard let verdict = summary.verdict else { return }
        for gate in verdict.gates { recorder.record(.gateJudged(gate: gate.gate, verdict: gate.verdict)) }
        recorder.record(.runEnded(verdict: verdict.overall, seconds: summary.seconds))
    }

    /// Twice a second is enough for a person to see that time goes on.
    private static func redraw(_ sink: TerminalSink, _ clock: SystemClock) async {
        while !Task.isCancelled {
            sink.tick(at: clock.wallTime())
            do { try await clock.sleep(until: clock.monotonicTime() + .milliseconds(500)) } catch { return }
        }
    }
}
