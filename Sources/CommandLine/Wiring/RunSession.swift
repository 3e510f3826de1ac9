import Core
import Engine
import Execution
import Glibc
import Judging
import Reports
import Scanning
import Storage

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
    var limits = LinuxProcessRunner.Limits()

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
    }

    func run() async throws -> Ended {
        let store = try create()
        var context = context
        context.id = store.id
        let log = EventLog(store)
        let tails = LogTails(folder: store.path)
        let runner = LinuxProcessRunner(guardian: .ownProgram, limits: limits, inherited: ProcessEnvironment.bytes())
        let gates = session
        let clock = SystemClock()
        let recorder = EventRecorder(run: store.id, clock: clock, sinks: [log, tails, sink])
        let observed = ObservedTests()
        let loop = RunLoop(
            plan: plan,
            context: context,
            folder: Engine.RunFolder(root: root, path: store.path),
            environment: ProcessEnvironment.current(),
            ports: RunLoop.Ports(
                runner: runner,
                clock: clock,
                collector: ReportCollector(root: root, observed: observed),
                judge: gates,
                recorder: recorder
            )
        )
        let record = await withTaskGroup(of: Void.self) { group in
            group.addTask { [sink] in await Self.redraw(sink, clock) }
            let record = await loop.run(interrupts: Interrupts.stream())
            group.cancelAll()
            return record
        }
        if let problem = runner.guardianProblem {
            recorder.record(.warning("nothing cleans up if assay itself is killed: \(problem)"))
        }
        if store.isMissing {
            let words = "a step has removed \(store.path): what it held of the steps before is gone, the verdict is not"
            recorder.record(.warning(words))
        }
        runner.close()
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
            banners: [partial?.banner(conclusion.verdict)].compactMap(\.self) + held.banners + conclusion.notices,
            coverage: conclusion.coverage
        )
        if let problem = log.error {
            let detail = "the event log is incomplete: \(problem)"
            summary.verdict?.problems.append(Problem(.error, "the run could not be recorded", detail: detail))
        }
        announce(summary, recorder)
        log.flush()
        do throws(StorageError) { try RunStore(root: root).restore(store, log) } catch {
            throw CommandFailure(.infrastructure, "cannot write \(error)")
        }
        return Ended(
            summary: summary,
            path: store.path,
            evidence: conclusion.evidence,
            tests: tests(observed, reports, conclusion.evidence.paths),
            quarantined: conclusion.quarantined
        )
    }

    private func tests(_ observed: ObservedTests, _ reports: [Report], _ paths: PathMapper) -> [TestObservation] {
        observed.results(decided: MergedTests(reports: reports.filter { $0.status != .error })) { path in
            if case .file(let file) = paths.resolve(path) { file } else { path }
        }
    }

    private var session: GateSession {
        GateSession(
            held: held,
            source: ProjectSource(root: root, base: base, environment: ProcessEnvironment.current()),
            run: GateSession.JudgedRun(
                context: context,
                underProvisioned: underProvisioned
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
        return tails.fill(record.steps).map { step in
            var step = step
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
