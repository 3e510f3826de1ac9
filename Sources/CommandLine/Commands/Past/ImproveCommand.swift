import ArgumentParser
import Core
import Execution
import Glibc
import Reports
import Scanning

/// `assay improve`: what would make the tests better.
struct ImproveCommand: AsyncParsableCommand {
    enum Period: String, ExpressibleByArgument, CaseIterable {
        case weekly
        case monthly

        /// In days.
        var days: Double { self == .weekly ? 7 : 30 }
    }

    static let configuration = CommandConfiguration(
        commandName: "improve",
        abstract: "Say what would make the tests better: slow and flaky tests, coverage gaps, tests that tell nothing."
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: "weekly or monthly: how far back runs count.")
    var period: Period = .weekly

    @Option(help: "Runs of this branch (default: the protected one).")
    var branch: String?

    @Option(help: "The last day that counts, 2026-11-28 (default: today).")
    var until: String?

    @Option(help: "markdown or json.")
    var format: ReviewForm = .markdown

    @Option(name: [.short, .long], help: "Where it goes; - is standard output.")
    var output = "-"

    func run() async throws {
        let folder = try ProjectFolder.load(project.config, notes: false)
        let end = try Self.end(until)
        let session = try HistorySession.required(root: folder.root, shared: await project.shared().folder)
        let reader = WindowReader(session: session, folder: folder)
        let window = try await reader.window(from: end - period.days * 86_400, until: end, branch: branch)
        let plan = ImprovementPlan(window)
        let bytes: [UInt8] =
            switch format {
            case .json: ImprovementOutput.json(plan, window).serialized(.pretty) + [0x0A]
            case .markdown, .html: Array(ImprovementOutput.markdown(plan, window).utf8)
            }
        try OutputFile.write(bytes, to: output)
    }

    /// Behind the last second that counts.
    static func end(_ text: String?) throws -> Double {
        guard let text else { return SystemClock().wallTime() }
        guard let day = CalendarDay(text) else {
            throw CommandFailure(.usage, "--until \(text): write a day such as 2026-11-28")
        }
        return day.end
    }
}

/// The forms that improvement plans and reviews have.
enum ReviewForm: String, ExpressibleByArgument, CaseIterable {
    case markdown
    case html
    case json
}
