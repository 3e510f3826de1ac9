import ArgumentParser
import Core
import Glibc
import Reports

/// `assay validate`: judges a summary by the gates of a configuration.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Judge a summary by gates; the verdict decides the exit code and is recorded in the summary."
    )

    @Option(help: "Summary of `aggregate` or of a run.")
    var summary: String

    @Option(help: "Configuration that holds the gates (default: \(ProjectFolder.defaultFile)).")
    var gatesConfig: String?

    @Flag(help: "Advisory gates block too.")
    var strict = false

    @Flag(inversion: .prefixedNo, help: "Record the verdict in the summary, so that `report` shows it.")
    var record = true

    @Option(help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let folder = try ProjectFolder.load(gatesConfig, notes: false)
        guard !folder.project.gates.isEmpty else {
            throw CommandFailure(.usage, "\(folder.file) holds no gate, so there is nothing to judge by")
        }
        var judged = try SummaryFile.read(summary)
        let (project, banners) = ProtectedGates.apply(to: folder)
        let session = GateSession(
            project: project,
            root: folder.root,
            commit: judged.context?.commit,
            machine: judged.context?.machine,
            strict: strict
        )
        judged.reports = session.complete(judged.reports)
        let verdict = session.verdict(.all, reports: judged.reports, steps: judged.steps)
        judged.verdict = verdict
        judged.banners = banners + session.notices(verdict)
        if record {
            do { try OutputFile.write(SummaryCodec.encode(judged), to: summary) } catch let failure as CommandFailure {
                Console.error("warning: the verdict is not recorded: \(failure.message ?? "")")
            }
        }
        switch output {
        case .text:
            ReportRenderer.show(judged, brief: true)
        case .json: Console.write(ReportRenderer.bytes(judged, .json), to: STDOUT_FILENO)
        }
        if judged.exitCode != .pass { throw CommandFailure(judged.exitCode) }
    }
}
