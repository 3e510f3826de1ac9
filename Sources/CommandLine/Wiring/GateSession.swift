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

    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        verdict(selection, reports: reports, steps: steps)
    }

    func verdict(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) -> RunVerdict {
        let reports = complete(reports)
        let evidence = Evidence(
            reports: reports,
            project: project,
            surroundings: Surroundings(
                projectFiles: FileGlob(root: root).files(matching: "**").files,
                root: root,
                underProvisioned: underProvisioned,
                commit: commit,
                now: SystemClock().wallTime(),
                machine: machine,
                artifacts: StatementFiles.digests(of: reports, root: root)
            )
        )
        return RunJudge(evidence: evidence, gates: project.gates, steps: steps, strict: strict).verdict(selection)
    }

    /// The reports with the statements that the configuration names beside them, every signature checked anew.
    func complete(_ reports: [Report]) -> [Report] {
        let known = Set(reports.map(\.path))
        let statements = StatementFiles.read(project.attestations, root: root).filter { !known.contains($0.path) }
        return (reports + statements).map(SignatureCheck(keys: project.attestationKeys).checked)
    }

    /// What every report must say of what the verdict rests on, besides the banners that are known already.
    func notices(_ verdict: RunVerdict) -> [String] {
        ExpiryNotices.banners(verdict, now: SystemClock().wallTime())
    }
}
