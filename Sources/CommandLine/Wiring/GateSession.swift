import Core
import Engine
import Execution

/// Judges gates for the built-in steps, and the whole run at its end, over the project's files as they are now.
struct GateSession: GateJudge {
    var project: Project
    /// Absolute path of the project.
    var root: String
    /// Steps that ran on less than their environment asks for, with the reason.
    var underProvisioned: [String: String] = [:]
    /// The commit that is judged; nil outside a repository.
    var commit: String?
    /// The machine that the run ran on; nil where it is not known.
    var machine: Machine?
    var strict = false
    var baselines = Baselines()

    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        verdict(selection, reports: reports, steps: steps)
    }

    func verdict(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) -> RunVerdict {
        let evidence = Evidence(
            reports: reports,
            project: project,
            surroundings: Surroundings(
                projectFiles: FileGlob(root: root).files(matching: "**").files,
                root: root,
                underProvisioned: short(steps),
                commit: commit,
                now: SystemClock().wallTime(),
                machine: machine,
                baselines: baselines
            )
        )
        return RunJudge(evidence: evidence, gates: project.gates, steps: steps, strict: strict).verdict(selection)
    }

    /// A run knows it from its plan, a summary from its steps.
    private func short(_ steps: [StepRecord]) -> [String: String] {
        let recorded = steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return underProvisioned.merging(recorded) { own, _ in own }
    }
}
