/// Everything that happens in a run: terminal, log and reports are derived from these and from nothing else.
package enum RunEvent: Sendable, Equatable {
    /// First event; `steps` counts what the plan holds.
    case runStarted(RunContext, stages: Int, steps: Int)
    /// Follows the start: what the run is to do.
    case planned(PlanRecord)
    /// A run that was cut off goes on; what had ended follows, and all else begins again.
    case runResumed(RunContext, steps: Int, kept: Int)
    case stageStarted(name: String)
    case stageEnded(name: String, succeeded: Bool)
    case attemptStarted(step: String, number: Int, processID: Int32?)
    /// A step that runs longer than usual; sent again each time the period has passed.
    case stepSlow(step: String, seconds: Double)
    /// TERM has been sent, KILL follows after the grace period.
    case attemptTerminating(step: String, reason: String)
    case attemptEnded(step: String, AttemptRecord)
    case stepEnded(StepRecord)
    /// The result of a step was looked for in the cache, or kept there.
    case cache(step: String, CacheNote)
    /// A report file was read; the figures are in the summary.
    case reportCollected(step: String, path: String, format: String, status: Report.Status, messages: [ReportMessage])
    /// A first interrupt cancels gracefully, a second one forces.
    case interrupted(forced: Bool)
    /// Fail-fast has stopped the scheduling of new work.
    case stopping(cause: String)
    case gateJudged(gate: GateID, verdict: Verdict)
    /// A service that steps need is up.
    case serviceReady(ServiceRecord)
    /// Something that the user should know and that decides nothing.
    case warning(String)
    /// Last event.
    case runEnded(verdict: Verdict, seconds: Double)
}
