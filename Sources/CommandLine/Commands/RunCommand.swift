import ArgumentParser
import Configuration
import Core
import Execution
import Glibc
import Judging
import Reports
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

    @OptionGroup var past: HistoryOptions

    @Flag(help: "Advisory gates block too.")
    var strict = false

    @Option(help: "What the change is compared with: a commit, branch or tag (default: the protected branch).")
    var base: String?

    @Option(help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let lock = await Self.lock(options.config)
        defer { withExtendedLifetime(lock) {} }
        let folder = try ProjectFolder.load(options.config, notes: false, overlay: options.overlaid.overlay)
        let source = folder.source(base: base)
        try Self.check(source)
        let clock = SystemClock()
        let context = options.context(root: folder.root, id: "", started: clock.wallTime())
        let plan = try options.plan(folder, context)
        let descriptor = output == .json ? STDERR_FILENO : STDOUT_FILENO
        let sink = TerminalSink(descriptor: descriptor, retried: Self.retried(plan))
        var held = ProtectedGates.apply(to: folder.own, source: source)
        if !folder.overlay.isEmpty { held.banners.append("run with \(folder.overlay.words)") }
        let baselines = try await earlier.read(source, project: held.project, context: context, past: past) {
            source.files
        }
        let session = RunSession(
            root: folder.root,
            held: held,
            plan: plan,
            context: context,
            strict: strict,
            base: base,
            baselines: baselines,
            sink: sink
        )
        var ended = try await session.run()
        earlier.seed(&ended.summary, at: clock.wallTime())
        let memory = RunMemory(
            ended.summary,
            evidence: ended.evidence,
            tests: ended.tests,
            quarantined: ended.quarantined,
            project: held.project,
            source: source,
            shared: past.shared
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
        switch output {
        case .text:
            let shown = Self.shown(ended.path, root: folder.root)
            ReportRenderer.show(ended.summary, brief: true, runFolder: shown)
            Console.out("report: \(shown)/report.html")
        case .json: Console.write(ReportForm.json.bytes(ended.summary), to: STDOUT_FILENO)
        }
        await ReportKeeping(reporting: held.project.reporting, root: folder.root, context: ended.summary.context)
            .keep(written, in: ended.path)
        if ended.summary.exitCode != .pass { throw CommandFailure(ended.summary.exitCode) }
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
