import ArgumentParser
import Configuration
import Core
import Execution
import Glibc
import Judging
import Reports
import Scanning
import Selection
import Storage

/// `assay run`: the whole pipeline, its evidence, and the verdict.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the pipeline, gather what it measured, and say whether the change is good enough.",
        discussion: """
            Exit codes: 0 pass, 1 a test or a blocking gate failed, 2 usage or configuration error, 3 infrastructure \
            error, 4 inconclusive, not evaluated, or nothing ran, 130 cancelled.
            """
    )

    @OptionGroup var options: RunOptions

    @OptionGroup var earlier: BaselineOptions

    @OptionGroup var target: PushOptions

    @OptionGroup var past: HistoryOptions

    @OptionGroup var ci: CIOptions

    @Flag(help: "Go on with a run that was cut off: the newest, or the one that is named; what had ended stays.")
    var resume = false

    @Flag(help: "Run only the steps that did not pass in the last run.")
    var failed = false

    @Flag(
        help:
            "Note which files each test touches, for --select: every test that can runs alone, and nothing is taken from the cache."
    )
    var learn = false

    @Argument(help: "With --resume: the run's id or the beginning of it.")
    var id: String?

    @Flag(help: "Advisory gates block too.")
    var strict = false

    @Option(
        help: "Run one slice of a pipeline that several machines share, such as 2/5, of the plan that all of them read."
    )
    var shard: SliceOption?

    @Option(name: .customLong("plan"), help: "The plan of the slices, made by `assay plan --slices 5 --output FILE`.")
    var planFile = PlanFile.standard

    @OptionGroup var view: ViewOptions

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func validate() throws {
        if learn, resume || shard != nil {
            throw ValidationError("--learn records a run from its beginning: it goes with neither --resume nor --shard")
        }
        if id != nil, !resume { throw ValidationError("a run's id goes with --resume") }
        if resume, failed { throw ValidationError("--resume and --failed are two different wishes") }
        if !options.only.isEmpty, resume || failed {
            throw ValidationError("--only goes with neither --resume nor --failed: both say which steps run")
        }
    }

    func run() async throws {
        let push = try target.sender(root: ProjectFolder.directory(of: options.config ?? ProjectFolder.found))
        let lock = await Self.lock(options.config)
        defer { withExtendedLifetime(lock) {} }
        let folder = try ProjectFolder.load(options.config, notes: false, overlay: options.overlaid.overlay)
        let source = folder.source(base: options.base)
        try Self.check(source)
        let clock = SystemClock()
        var context = options.context(root: folder.root, id: "", started: clock.wallTime())
        var wanted = options
        let resumed = try resume ? ResumedRun.find(id, root: folder.root) : nil
        if let resumed {
            context = resumed.context
            (wanted.only, wanted.withNeeds) = (resumed.plan?.only ?? [], resumed.plan?.withNeeds ?? false)
        }
        if failed { wanted.only = try await Self.unpassed(folder, wanted.plan(folder, context)) }
        let shared = try await SharedHistory.open(past.shared, root: folder.root)
        if wanted.selects { await shared.fetchMaps() }
        let slice = try shard.map { try SlicedPlan($0, file: planFile, wanted, folder, context) }
        let planned = try slice == nil ? wanted.planned(folder, context, shared: shared.folder, learns: learn) : nil
        guard var plan = slice?.plan ?? planned?.plan else { return }
        let evidence = CarriedEvidence(
            root: folder.root,
            project: folder.project,
            shared: shared,
            now: context.started
        )
        let carried = await evidence.read(wanted.selects ? planned?.selection?.wishes ?? [] : [])
        plan.selection?.carried = carried.carried
        let learning =
            try learn
            ? LearnSession(
                root: folder.root,
                project: folder.project,
                context: context,
                environment: ProcessEnvironment.current()
            ) : nil
        let record = PlanRecord(digest: ResumedRun.digest(plan), only: wanted.only, withNeeds: wanted.withNeeds)
        if let resumed {
            try resumed.check(plan, root: folder.root)
            plan = resumed.carrying(plan)
        }
        if view.events == "-", output == .json {
            throw CommandFailure(.usage, "--events - and --output json both want standard output")
        }
        let descriptor = output == .json || view.events == "-" ? STDERR_FILENO : STDOUT_FILENO
        let sink = TerminalSink(descriptor: descriptor, retried: Self.retried(plan))
        var held = ProtectedGates.apply(to: folder.own, source: source)
        if !folder.overlay.isEmpty { held.banners.append("run with \(folder.overlay.words)") }
        let baselines = try await earlier.read(source, project: held.project, context: context, past: shared) {
            source.files
        }
        let session = RunSession(
            root: folder.root,
            held: held,
            plan: plan,
            context: context,
            strict: strict,
            base: options.base,
            baselines: baselines,
            sink: sink,
            resumed: resumed,
            record: record,
            learning: learning,
            outputOn: view.outputOn,
            events: try view.events.map { try EventStream($0) },
            live: push.map { LivePush($0) },
            carried: carried.reports,
            standing: Keepers.of(folder)
        )
        var ended = try await session.run()
        ended.summary.slice = slice?.record
        ended.compare(with: plan, of: held.project)
        earlier.seed(&ended.summary, at: clock.wallTime())
        let memory = RunMemory(
            ended.summary,
            evidence: ended.evidence,
            tests: ended.tests,
            quarantined: ended.quarantined,
            project: held.project,
            source: source,
            shared: shared
        )
        memory?.tell(&ended.summary)
        var details = await memory?.details(ended.summary) ?? RunDetails(tests: ended.tests)
        EvidenceDetails(evidence: ended.evidence, project: held.project).add(to: &details)
        let reports = RunReports(
            summary: ended.summary,
            details: details,
            reporting: held.project.reporting
        )
        let written = try reports.write(to: ended.path)
        DetailsFile.write(details, to: ended.path)
        memory?.keep(in: ended.path)
        if let trace = view.trace {
            try OutputFile.write(Array(ChromeTrace.value(ended.summary).text().utf8), to: trace)
        }
        if memory != nil { await shared.publish() }
        await push?.tell(ended.path)
        switch output {
        case .text where view.events == "-": break
        case .text:
            let shown = Self.shown(ended.path, root: folder.root)
            ReportRenderer.show(ended.summary, brief: true, runFolder: shown)
            Console.out("report: \(shown)/report.html")
        case .json: Console.write(ReportForm.json.bytes(ended.summary), to: STDOUT_FILENO)
        }
        await ReportKeeping(reporting: held.project.reporting, root: folder.root, context: ended.summary.context)
            .keep(written, in: ended.path)
        await CIReporter(ci, source: source)?.tell(
            CIReporter.News(
                summary: ended.summary,
                details: details,
                change: ended.evidence.surroundings.change,
                report: "\(Self.shown(ended.path, root: folder.root))/report.html",
                selected: ended.summary.steps.filter { !$0.attempts.isEmpty }.map(\.name)
            )
        )
        if ended.summary.exitCode != .pass { throw CommandFailure(ended.summary.exitCode) }
    }

    /// The steps that did not pass in the last run.
    private static func unpassed(_ folder: ProjectFolder, _ plan: Plan) async throws -> [String] {
        let run = try StoredRun.named("latest", root: folder.root)
        let summary =
            if run.hasSummary { try await SummaryFile.read(run.folder.summary).summary } else { try run.folded() }
        let names = RerunSelection.failed(plan, summary)
        guard names.isEmpty else { return names }
        throw CommandFailure(.inconclusive, "every step of run \(run.folder.id) passed: nothing is to be run again")
    }

    /// A base that a person named and that is none is a usage error.
    static func check(_ source: ProjectSource) throws {
        guard let base = source.base, let problem = source.baseProblem else { return }
        throw CommandFailure(.usage, "--base \(base): \(problem)")
    }

    /// Waits for another run of this checkout, and says so; before anything is read, since that run may change it.
    private static func lock(_ config: String?) async -> CheckoutLock {
        let root = ProjectFolder.directory(of: config ?? ProjectFolder.found)
        let parent = ProcessEnvironment.current()["ASSAY_RUN_FOLDER"]
        return await CheckoutLock.take(root: root, parent: parent) { progress in
            switch progress {
            case .waiting(let process):
                let who = process.map { " (process \($0))" } ?? ""
                Console.error("assay: another run is under way in \(root)\(who): waiting for its end; Ctrl-C gives up")
            case .free: Console.error("assay: the other run has ended")
            case .nested:
                Console.error("assay: a step of another run of this checkout has started this run: no waiting")
            }
        }
    }

    private static func retried(_ plan: Plan) -> Set<String> {
        Set(plan.steps.filter { $0.step.retries.count > 0 }.map(\.name))
    }

    /// The run's folder as the user can open it: short where they stand at the project's root.
    private static func shown(_ path: String, root: String) -> String {
        ProjectFolder.here == root && path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }
}
