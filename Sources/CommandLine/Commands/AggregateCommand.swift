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

    @Option(parsing: .upToNextOption, help: "Summaries of the slices of one run, made by `assay run --shard`.")
    var slices: [String] = []

    @Option(name: .customLong("plan"), help: "The plan that the slices were made by.")
    var planFile = PlanFile.standard
    @Option(
        parsing: .upToNextOption,
        help: "Summaries of parts of one run, done on several machines, instead of report files."
    )
    var summaries: [String] = []

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
        let groups: [(files: [String], holds: GatheredReports.Content)] = [
            (coverageReports, .coverage), (testReports, .tests), (performanceReports, .performance),
            (securityReports, .findings), (reports, .anything),
        ]
        if !slices.isEmpty {
            guard groups.allSatisfy(\.files.isEmpty) else {
                throw CommandFailure(.usage, "--slices puts the slices of a run together, and nothing else")
            }
            return try await unite()
        }
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
            let count = "\(output): \(gathered.count) report\(gathered.count == 1 ? "" : "s")"
            Console.out((gathered.flatMap(\.lines) + [count]).joined(separator: "\n"))
        }
        let broken = gathered.count(where: \.isBroken)
        if broken > 0 {
            throw CommandFailure(.infrastructure, "\(broken) of \(gathered.count) reports cannot be used as evidence")
        }
    }

    /// Puts the slices of a run together; refuses those of another plan, and any number of units but the plan's.
    private func unite() async throws {
        let plan = try PlanFile.read(planFile)
        var read: [SliceUnion.Slice] = []
        for path in slices {
            read.append(SliceUnion.Slice(name: path, summary: try await SummaryFile.read(path).summary))
        }
        let union = SliceUnion(plan, slices: read)
        let problems = union.problems
        guard problems.isEmpty else {
            for problem in problems { Console.error("assay: \(problem)") }
            throw CommandFailure(
                .infrastructure,
                "the slices are not the run that was planned: nothing is put together"
            )
        }
        let summary = union.summary
        try OutputFile.write(SummaryCodec.encode(summary), to: output)
        if output != "-" {
            Console.out(
                "\(output): \(plan.units.count) units of \(plan.count) slices, \(summary.reports.count) reports"
            )
        }
    }

    /// One summary of the parts of a run: the steps that the plan has, each as a part has run it.
    private func join() async throws {
        let files = summaries.flatMap(GatheredReports.expand)
        var parts: [RunSummary] = []
        for file in files { parts.append(try await SummaryFile.read(file).summary) }
        let options = try RunOptions.parse([])
        let folder = try ProjectFolder.load(nil, notes: false)
        let context = options.context(root: folder.root, id: "", started: SystemClock().wallTime())
        let plan = try options.plan(folder, context)
        let whole: RunSummary
        do throws(RunSummary.PartsProblem) { whole = try RunSummary(parts: parts, planned: plan.steps) } catch {
            throw CommandFailure(.infrastructure, error.reason)
        }
        try OutputFile.write(SummaryCodec.encode(whole), to: output)
        let missing = whole.steps.filter { $0.attempts.isEmpty }.map(\.name)
        if output != "-" { Console.out("\(output): \(whole.steps.count) steps of \(parts.count) parts") }
        if !missing.isEmpty { Console.error("warning: no part has run \(missing.joined(separator: ", "))") }
    }
}
