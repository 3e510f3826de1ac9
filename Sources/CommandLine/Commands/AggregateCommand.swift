import ArgumentParser
import Core
import Execution
import Reports
import Storage
import Wire

/// `assay aggregate`: gathers report files of any tool into one summary.
struct AggregateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "aggregate",
        abstract: "Gather report files of any tool into one summary for `validate` and `report`."
    )

    @Option(parsing: .upToNextOption, help: "Files that must hold coverage.")
    var coverageReports: [String] = []

    @Option(parsing: .upToNextOption, help: "Files that must hold test results.")
    var testReports: [String] = []

    @Option(parsing: .upToNextOption, help: "Files that must hold load-test results.")
    var performanceReports: [String] = []

    @Option(parsing: .upToNextOption, help: "Files that must hold findings.")
    var securityReports: [String] = []

    @Option(parsing: .upToNextOption, help: "Files of any format that Assay reads.")
    var reports: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: "Summaries of parts of one run, done on several machines, instead of report files."
    )
    var summaries: [String] = []

    @Option(name: .customLong("plan"), help: "The plan that parts made by `assay run --shard` are slices of.")
    var planFile: String?

    @Option(name: [.short, .long], help: "Where the summary goes; - is standard output.")
    var output = "summary.json"

    func validate() throws {
        let files = [coverageReports, testReports, performanceReports, securityReports, reports].flatMap(\.self)
        if !summaries.isEmpty, !files.isEmpty {
            throw ValidationError("name summaries of parts, or report files, not both")
        }
    }

    func run() async throws {
        if !summaries.isEmpty { return try await join() }
        if planFile != nil { throw CommandFailure(.usage, "--plan says what --summaries are parts of; name them") }
        let groups: [(files: [String], holds: GatheredReports.Content)] = [
            (coverageReports, .coverage), (testReports, .tests), (performanceReports, .performance),
            (securityReports, .findings), (reports, .anything),
        ]
        guard groups.contains(where: { !$0.files.isEmpty }) else {
            throw CommandFailure(.usage, "no report file is named: use --test-reports, --coverage-reports and the like")
        }
        let file = try OrderedOutput(output)
        let options = try RunOptions.parse([])
        // Git is asked while the reports are read.
        async let context = DedicatedThread.value {
            let started = SystemClock().wallTime()
            return options.context(root: ProjectFolder.here, id: RunID.make(at: started), started: started)
        }
        async let reading = GatheredReports.read(groups) { report, index in
            file.put(SummaryCodec.element(report, at: index), at: 1 + index)
        }
        let summary = RunSummary(context: await context)
        file.put(SummaryCodec.head(summary), at: 0)
        let gathered = await reading
        file.put(SummaryCodec.listEnd(gathered.count) + SummaryCodec.tail(summary), at: 1 + gathered.count)
        try file.finish()
        if output != "-" {
            let count = "\(output): \(Display.count(gathered.count, "report"))"
            Console.out((gathered.flatMap(\.lines) + [count]).joined(separator: "\n"))
        }
        let broken = gathered.count(where: \.isBroken)
        if broken > 0 {
            throw CommandFailure(.infrastructure, "\(broken) of \(gathered.count) reports cannot be used as evidence")
        }
    }

    /// Puts the parts of a run together; nothing of it is judged yet.
    private func join() async throws {
        var parts: [SliceUnion.Slice] = []
        for file in summaries.flatMap(GatheredReports.expand) {
            parts.append(SliceUnion.Slice(name: file, summary: try await SummaryFile.read(file).summary))
        }
        let isSliced = planFile != nil || parts.contains { $0.summary.slice != nil }
        let whole = isSliced ? try united(parts) : try joined(parts.map(\.summary))
        try OutputFile.write(SummaryCodec.encode(whole), to: output)
        guard output != "-" else { return }
        let reports = "\(whole.reports.count) reports"
        Console.out("\(output): \(whole.steps.count) steps of \(parts.count) parts, \(reports)")
    }

    /// The slices of one plan; refuses those of another, and any number of units but the plan's.
    private func united(_ slices: [SliceUnion.Slice]) throws -> RunSummary {
        let union = SliceUnion(try PlanFile.read(planFile ?? PlanFile.standard), slices: slices)
        let problems = union.problems
        guard problems.isEmpty else {
            for problem in problems { Console.error("assay: \(problem)") }
            throw CommandFailure(
                .infrastructure,
                "the slices are not the run that was planned: nothing is put together"
            )
        }
        return union.summary
    }

    /// The steps that the configuration plans, each as the newest part has run it.
    private func joined(_ parts: [RunSummary]) throws -> RunSummary {
        let options = try RunOptions.parse([])
        let folder = try ProjectFolder.load(nil, notes: false)
        let context = options.context(root: folder.root, id: "", started: SystemClock().wallTime())
        let plan = try options.plan(folder, context)
        let whole: RunSummary
        do throws(RunSummary.PartsProblem) { whole = try RunSummary(parts: parts, planned: plan.steps) } catch {
            throw CommandFailure(.infrastructure, error.reason)
        }
        let missing = whole.steps.filter { $0.attempts.isEmpty }.map(\.name)
        if !missing.isEmpty { Console.error("warning: no part has run \(missing.joined(separator: ", "))") }
        return whole
    }
}
