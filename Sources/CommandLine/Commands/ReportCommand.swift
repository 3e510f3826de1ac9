import ArgumentParser
import Core
import Glibc
import Judging
import Reports
import Storage

/// `assay report`: a report of a run, or of a summary, in one of the forms.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the report of a run or of a summary, for people, for programs, or for a CI system."
    )

    @Argument(help: "A run's id or the beginning of it (default: the latest run).")
    var id: String?

    @Option(help: "Summary of `aggregate` or of a run, instead of a run's id.")
    var summary: String?

    @Option(
        help: """
            text, json, markdown, comment (fits a code host's limit), html, sarif, code-quality (GitLab), junit, ctrf, \
            badge (SVG) or shields (endpoint badge).
            """
    )
    var format: ReportForm = .text

    @Option(help: "What a badge tells: verdict, coverage or tests.")
    var badge: Badge.Subject = .verdict

    @Option(help: "How tests with several tries stand in JUnit XML: final, surefire or duplicates.")
    var retries: RetryForm = .decided

    @Flag(help: "Only what did not pass: steps, tests, files and criteria.")
    var failed = false

    @Option(name: [.short, .long], help: "Where the report goes; - is standard output.")
    var output = "-"

    @Option(name: [.short, .long], help: "Configuration of the project whose run is meant.")
    var config: String?

    @OptionGroup var ci: CIOptions

    func validate() throws {
        if id != nil, summary != nil { throw ValidationError("name a run or a summary, not both") }
    }

    func run() async throws {
        let root = ProjectFolder.directory(of: config ?? ProjectFolder.found)
        let run = try summary == nil ? StoredRun.named(id ?? "latest", root: root) : nil
        let isWhole = run?.hasSummary ?? true
        let known =
            if let run, !isWhole { try run.folded() } else {
                try await SummaryFile.read(summary ?? run?.folder.summary ?? "").summary
            }
        let shown = failed ? known.failures : known
        let details = run.map { DetailsFile.read($0.folder) } ?? RunDetails()
        if output == "-", format == .text {
            ReportRenderer.show(shown, brief: false)
        } else {
            let options = ReportOptions(retries: retries)
            try OutputFile.write(format.bytes(shown, details: details, options: options, badge: badge), to: output)
            if output != "-" { Console.error("report: \(output)") }
        }
        let source = ProjectSource(root: root, environment: ProcessEnvironment.current())
        let isPage = format == .html && output != "-"
        await CIReporter(ci, source: source)?.tell(
            CIReporter.News(
                summary: shown,
                details: details,
                report: isPage ? output : nil
            )
        )
        // Of a run that did not end there is no verdict: whoever asks for its report must not take it for one.
        Assay.leave(isWhole ? .pass : shown.exitCode, keeping: shown)
    }
}
