package import Core

/// Finds and reads the reports that a step promised to write.
package protocol EvidenceCollector: Sendable {
    /// Called before each try of a step, from 1: notes what lies where the step promises files, and reads what the try
    /// before this one wrote, which this one may overwrite.
    func prepare(_ step: Step, attempt: Int) async

    /// Called in the place of `prepare` where no try follows, as files from the cache take the place of what lies there.
    func prepareForFiles(of step: Step) async

    /// Called at the end of each try, whatever its end: keeps what it has written of the step's reports and artifacts in a
    /// folder relative to the run's.
    func keep(_ step: Step, attempt: Int, in place: String) async -> [KeptCopy]

    /// Called once for each step that was prepared, when its last try has ended: one report for each file that a try
    /// wrote. A pattern for which the last try wrote nothing, and a file that nobody wrote, are error reports.
    ///
    /// `tries` counts those that ran; 0 where the last one could not be started, and nothing is to be read.
    func collect(for step: Step, tries: Int) async -> [Report]
}

extension EvidenceCollector {
    package func keep(_ step: Step, attempt: Int, in place: String) async -> [KeptCopy] { [] }

    package func prepareForFiles(of step: Step) async { await prepare(step, attempt: 1) }
}

/// Judges gates over the evidence gathered so far.
package protocol GateJudge: Sendable {
    /// One gate alone, or for `.all` the whole run so far: its gates, its tests and its problems.
    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict
}
