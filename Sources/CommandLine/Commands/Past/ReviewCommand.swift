import ArgumentParser
import Core
import Dashboard
import Execution
import Glibc
import Reports
import Scanning

/// `assay review --month`: the guide's monthly review, filled.
struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Write the review of a month: every item of its agenda and its outcomes, with figures."
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: "The month, 2026-11.")
    var month: String

    @Option(help: "Runs of this branch (default: the protected one).")
    var branch: String?

    @Option(help: "Proposed gates, tried over the runs of the month (`assay replay`).")
    var gates: String?

    @Option(help: "markdown, html or json.")
    var format: ReviewForm = .markdown

    @Option(name: [.short, .long], help: "Where it goes; - is standard output.")
    var output = "-"

    func run() async throws {
        guard let period = CalendarMonth(month) else {
            throw CommandFailure(.usage, "--month \(month): write a month such as 2026-11")
        }
        let folder = try ProjectFolder.load(project.config, notes: false)
        let session = try HistorySession.required(root: folder.root, shared: await project.shared().folder)
        let reader = WindowReader(session: session, folder: folder)
        var window = try await reader.window(from: period.from, until: period.until, branch: branch)
        if let gates {
            let runs = window.records.map(\.run)
            let judged = try await Replay(folder: folder, gates: gates).judge(runs, limit: .max, in: session.files)
            window.replay = GateReplay(judged, groundless: window.flaky.blocked, issues: window.issues)
        }
        let name = window.branch.map { " of \($0)" } ?? ""
        let review = Review(window, title: "Review of \(month)\(name)", plan: ImprovementPlan(window))
        let bytes: [UInt8] =
            switch format {
            case .json: ReviewOutput.json(review).serialized(.pretty) + [0x0A]
            case .markdown: Array(ReviewOutput.markdown(review).utf8)
            case .html: Array(ReviewOutput.html(review).utf8)
            }
        try OutputFile.write(bytes, to: output)
    }
}
