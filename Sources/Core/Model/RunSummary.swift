/// All that is known of a run once it has ended, or of report files gathered by hand: what every report is made from.
package struct RunSummary: Sendable, Equatable {
    /// nil when report files were aggregated without a run.
    package var context: RunContext?
    package var steps: [StepRecord]
    package var reports: [Report]
    /// nil when no gates have been judged yet.
    package var verdict: RunVerdict?
    package var seconds: Double
    package var interrupted: Bool
    /// Remarks that every reader of a report must see, such as "this change edits its own gates".
    package var banners: [String]
    /// Set where a person made the run a baseline: `--seed-baseline`.
    package var seed: BaselineSeed?
    /// The coverage that the verdict rests on; nil where no gate has judged.
    package var coverage: CoverageSummary?

    package init(
        context: RunContext? = nil,
        steps: [StepRecord] = [],
        reports: [Report] = [],
        verdict: RunVerdict? = nil,
        seconds: Double = 0,
        interrupted: Bool = false,
        banners: [String] = [],
        seed: BaselineSeed? = nil,
        coverage: CoverageSummary? = nil
    ) {
        self.context = context
        self.steps = steps
        self.reports = reports
        self.verdict = verdict
        self.seconds = seconds
        self.interrupted = interrupted
        self.banners = banners
        self.seed = seed
        self.coverage = coverage
    }

    /// What the process says to the shell; nothing judged counts as nothing evaluated.
    package var exitCode: ExitCode {
        interrupted ? .cancelled : ExitCode(for: verdict?.overall ?? .notEvaluated)
    }
}
