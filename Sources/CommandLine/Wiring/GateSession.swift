import Core
import Engine
import Execution
import Signing

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
        judge(selection, evidence(of: complete(reports), steps), steps)
    }

    /// The verdict of the whole run, its reports with the project's own files in the place of reported paths, and what
    /// every report must say of what the verdict rests on, besides the banners that are known already.
    func conclude(reports: [Report], steps: [StepRecord]) -> Conclusion {
        let reports = complete(reports)
        let evidence = evidence(of: reports, steps)
        let verdict = judge(.all, evidence, steps)
        return Conclusion(
            verdict: verdict,
            reports: MappedReports(reports, paths: evidence.paths).reports,
            notices: ExpiryNotices.banners(verdict, now: evidence.surroundings.now)
        )
    }

    struct Conclusion {
        var verdict: RunVerdict
        var reports: [Report]
        var notices: [String]
    }

    /// The reports with the statements that the configuration names beside them, every signature checked anew.
    private func complete(_ reports: [Report]) -> [Report] {
        let known = Set(reports.map(\.path))
        let statements = StatementFiles.read(project.attestations, root: root).filter { !known.contains($0.path) }
        return (reports + statements).map(SignatureCheck(keys: project.attestationKeys).checked)
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
        surroundings.artifacts = StatementFiles.digests(of: reports, root: root)
        return Evidence(reports: reports, project: project, surroundings: surroundings)
    }

    /// A run knows it from its plan, a summary from its steps.
    private func short(_ steps: [StepRecord]) -> [String: String] {
        let recorded = steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return underProvisioned.merging(recorded) { own, _ in own }
    }
}
