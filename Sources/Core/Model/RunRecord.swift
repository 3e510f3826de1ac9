/// What a run did and gathered: all that the gates, the reports and the exit code are derived from.
package struct RunRecord: Sendable, Equatable {
    package var context: RunContext
    /// Every step of the plan in the plan's order, each with its one outcome.
    package var steps: [StepRecord]
    /// Every file that the steps promised, read; broken ones included.
    package var reports: [Report]
    /// Whether someone interrupted the run, gracefully or by force.
    package var interrupted: Bool
    /// Seconds from the first event to the end of the last step.
    package var seconds: Double

    package init(
        context: RunContext,
        steps: [StepRecord] = [],
        reports: [Report] = [],
        interrupted: Bool = false,
        seconds: Double = 0
    ) {
        self.context = context
        self.steps = steps
        self.reports = reports
        self.interrupted = interrupted
        self.seconds = seconds
    }
}
