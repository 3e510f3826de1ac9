import Core
import Engine

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
    /// What the change is compared with, where a person named it.
    var base: String?
    var baselines = Baselines()

    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        verdict(selection, reports: reports, steps: steps)
    }

    func verdict(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) -> RunVerdict {
        judge(selection, evidence(of: reports, steps), steps)
    }

    /// The verdict of the whole run, and its reports with the project's own files in the place of reported paths.
    func conclude(reports: [Report], steps: [StepRecord]) -> (verdict: RunVerdict, reports: [Report]) {
        let evidence = evidence(of: reports, steps)
        return (judge(.all, evidence, steps), MappedReports(reports, paths: evidence.paths).reports)
    }

    private func judge(_ selection: Step.GateSelection, _ evidence: Evidence, _ steps: [StepRecord]) -> RunVerdict {
        RunJudge(evidence: evidence, gates: project.gates, steps: steps, strict: strict).verdict(selection)
    }

    private func evidence(of reports: [Report], _ steps: [StepRecord]) -> Evidence {
        let needsChange = project.gates.contains { $0.id == .coverage }
        var surroundings = ProjectFacts(root: root, base: base).surroundings(needsChange: needsChange)
        surroundings.underProvisioned = short(steps)
        surroundings.commit = commit
        surroundings.machine = machine
        surroundings.baselines = baselines
        return Evidence(reports: reports, project: project, surroundings: surroundings)
    }

    /// A run knows it from its plan, a summary from its steps.
    private func short(_ steps: [StepRecord]) -> [String: String] {
        let recorded = steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return underProvisioned.merging(recorded) { own, _ in own }
    }
}
