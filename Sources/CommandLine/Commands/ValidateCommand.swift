import ArgumentParser
import Configuration
import Core
import Execution
import Glibc
import Judging
import Reports

/// `assay validate`: judges a summary by the gates of a configuration.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Judge a summary by gates; the verdict decides the exit code and is recorded in the summary."
    )

    @Option(help: "Summary of `aggregate` or of a run.")
    var summary: String

    @Option(help: "Configuration that holds the gates (default: \(ProjectFolder.defaultFile)).")
    var gatesConfig: String?

    @Option(help: "A profile of the configuration; its gates hold besides.")
    var profile: String?

    @OptionGroup var earlier: BaselineOptions

    @OptionGroup var past: HistoryOptions

    @OptionGroup var ci: CIOptions

    @Flag(help: "Advisory gates block too.")
    var strict = false

    @Option(help: "What the change is compared with: a commit, branch or tag (default: the protected branch).")
    var base: String?

    @Flag(inversion: .prefixedNo, help: "Record the verdict in the summary, so that `report` shows it.")
    var record = true

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let folder = try ProjectFolder.load(gatesConfig, notes: false, overlay: Overlay(profile: profile))
        let source = folder.source(base: base)
        try RunCommand.check(source)
        // Git is asked while the summary is read.
        async let asked = Self.ask(folder, source)
        let file = try await SummaryFile.read(summary)
        // Without a gate, the steps of a run and their tests still decide.
        guard !folder.project.gates.isEmpty || !file.summary.steps.isEmpty else {
            throw CommandFailure(.usage, "\(folder.file) holds no gate, so there is nothing to judge by")
        }
        if let problem = await TreeCheck.problem(with: file.summary.context, in: source) {
            throw CommandFailure(.infrastructure, "\(summary): \(problem)")
        }
        async let copy = record ? file.copied() : nil
        let (held, snapshot) = await asked
        var judged = file.summary
        let session = GateSession(
            held: held,
            source: source,
            run: GateSession.JudgedRun(
                context: judged.context,
                selection: judged.selection,
                carried: judged.carried
            ),
            history: try await earlier.read(
                source,
                project: held.project,
                context: judged.context,
                past: SharedHistory.open(past.shared, root: folder.root)
            ) {
                snapshot.files
            },
            strict: strict,
            taken: snapshot
        )
        let conclusion = await session.conclude(reports: judged.reports, steps: judged.steps)
        judged.reports = conclusion.reports
        judged.judge(again: conclusion.verdict)
        judged.coverage = conclusion.coverage
        judged.banners = [judged.selection?.banner].compactMap(\.self) + held.banners + conclusion.notices
        earlier.seed(&judged, at: SystemClock().wallTime())
        if record {
            do { try file.record(judged, by: await copy) } catch let failure as CommandFailure {
                Console.error("warning: the verdict is not recorded: \(failure.message ?? "")")
            }
        }
        switch output {
        case .text:
            ReportRenderer.show(judged, brief: true)
        case .json: Console.write(ReportForm.json.bytes(judged), to: STDOUT_FILENO)
        }
        await CIReporter(ci, source: source)?.tell(
            CIReporter.News(summary: judged, change: conclusion.evidence.surroundings.change)
        )
        Assay.leave(judged.exitCode, keeping: (judged, conclusion))
    }

    /// Which gates hold, and the tree that they ask about.
    private static func ask(
        _ folder: ProjectFolder,
        _ source: ProjectSource
    ) async -> (
        held: HeldGates, snapshot: ProjectSnapshot
    ) {
        let held = await DedicatedThread.value { ProtectedGates.apply(to: folder.own, source: source) }
        return (held, await source.snapshot(GateSession.changeNeeded(held.project)))
    }
}
