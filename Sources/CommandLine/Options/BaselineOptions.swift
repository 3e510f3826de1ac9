import ArgumentParser
import Core
import Judging

/// What `run` and `validate` share: the earlier runs to compare with.
struct BaselineOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: "Summaries of earlier runs to compare with, in place of those of the history."
    )
    var baseline: [String] = []

    @Flag(help: "Make this run a baseline, as there is none: a person's decision, which the report shows.")
    var seedBaseline = false

    /// Reads the summaries, those of the history where none is named; refuses to seed where that is not called for.
    func read(
        _ source: ProjectSource,
        project: Project,
        context: RunContext?,
        past: SharedHistory,
        present: () async -> [String]
    ) async throws -> Baselines {
        let named =
            await baseline.isEmpty
            ? HistoryBaselines.files(project, context: context, source: source, shared: past) : baseline
        var summaries: [RunSummary] = []
        for file in named { summaries.append(try await SummaryFile.read(file).summary) }
        let files = BaselineFiles(source, project: project)
        let baselines = await files.baselines(summaries, context: context, present: present)
        if seedBaseline, let objection = SeedDecision.objection(project.gates, baselines, context: context) {
            throw CommandFailure(.usage, "--seed-baseline: \(objection)")
        }
        return baselines
    }

    /// Marks a judged run as a baseline where that was asked for, or says why it cannot be one.
    func seed(_ summary: inout RunSummary, at time: Double) {
        guard seedBaseline, let verdict = summary.verdict else { return }
        if summary.interrupted {
            Console.error("warning: the run is no baseline: it was interrupted")
        } else if let objection = SeedDecision.objection(to: verdict) {
            Console.error("warning: the run is no baseline: \(objection)")
        } else {
            summary.seed = BaselineSeed(by: Person.name(ProcessEnvironment.current()), at: time)
        }
    }
}
