package import Core

/// Finds and reads the reports that a step promised to write.
package protocol EvidenceCollector: Sendable {
    /// One report for each file; a pattern that matches no file, and a file older than the step, are error reports.
    ///
    /// `started` is when the step's first try started, in seconds since 1970.
    func collect(for step: Step, started: Double) async -> [Report]
}

/// Judges gates over the evidence gathered so far.
package protocol GateJudge: Sendable {
    /// One gate alone, or for `.all` the whole run so far: its gates, its tests and its problems.
    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict
}
