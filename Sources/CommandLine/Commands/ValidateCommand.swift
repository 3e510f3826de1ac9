import ArgumentParser
import Core
import Execution
import Glibc
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

    @OptionGroup var earlier: BaselineOptions

    @Flag(help: "Advisory gates block too.")
    var strict = false

    @Option(help: "What the change is compared with: a commit, branch or tag (default: the protected branch).")
    var base: String?

    @Flag(inversion: .prefixedNo, help: "Record the verdict in the summary, so that `report` shows it.")
    var record = true

    @Option(help: "text or json.")
    var output: OutputFormat = .text

    func run() async throws {
        let folder = try ProjectFolder.load(gatesConfig, notes: false)
        guard !folder.project.gates.isEmpty else {
            throw CommandFailure(.usage, "\(folder.file) holds no gate, so there is nothing to judge by")
        }
        let facts = ProjectFacts(root: folder.root, base: base)
        try facts.checkBase()
        async let files = facts.files
        // Git is asked while the summary is read.
        async let asked = DedicatedThread.value {
            let (project, banners) = ProtectedGates.apply(to: folder)
            var facts = facts
            facts.ignoresWhitespace = GateSession.ignoresWhitespace(project)
            return (project, banners, change: GateSession.needsChange(project) ? facts.readChange() : nil)
        }
        let file = try await SummaryFile.read(summary)
        async let copy = record ? file.copied() : nil
        let (project, banners, change) = await asked
        var judged = file.summary
        let session = GateSession(
            project: project,
            root: folder.root,
            commit: judged.context?.commit,
            machine: judged.context?.machine,
            strict: strict,
            base: base,
            baselines: try await earlier.read(folder, project: project, context: judged.context),
            files: await files,
            change: change
        )
        let conclusion = await session.conclude(reports: judged.reports, steps: judged.steps)
        judged.reports = conclusion.reports
        judged.verdict = conclusion.verdict
        judged.coverage = conclusion.coverage
        judged.banners = banners + conclusion.notices
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
        Assay.leave(judged.exitCode, keeping: (judged, conclusion))
    }
}
