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
    /// The project's files, where they are known already and no step can change them; else they are listed when asked for.
    var files: [String]?

    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        judge(selection, await evidence(of: complete(reports), steps), steps)
    }

    /// The verdict of the whole run, its reports with the project's own files in the place of reported paths, and what
    /// every report must say of what the verdict rests on, besides the banners that are known already.
    func conclude(reports: [Report], steps: [StepRecord]) async -> Conclusion {
        let reports = complete(reports)
        let evidence = await evidence(of: reports, steps)
        let verdict = judge(.all, evidence, steps)
        return Conclusion(
            verdict: verdict,
            reports: Self.mapped(reports, evidence),
            notices: ExpiryNotices.banners(verdict, now: evidence.surroundings.now),
            evidence: evidence
        )
    }

    /// As they were given, what can be read of them with the paths that the evidence was judged by.
    private static func mapped(_ reports: [Report], _ evidence: Evidence) -> [Report] {
        var mapped = evidence.reports.makeIterator()
        return reports.map { $0.status == .error ? $0 : mapped.next() ?? $0 }
    }

    struct Conclusion {
        var verdict: RunVerdict
        var reports: [Report]
        var notices: [String]
        /// What the verdict rests on.
        var evidence: Evidence
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

    private func evidence(of reports: [Report], _ steps: [StepRecord]) async -> Evidence {
        let needsChange = project.gates.contains { $0.id == .coverage }
        var surroundings = ProjectFacts(root: root, base: base, known: files).surroundings(needsChange: needsChange)
        surroundings.underProvisioned = short(steps)
        surroundings.commit = commit
        surroundings.machine = machine
        surroundings.baselines = baselines
        surroundings.artifacts = StatementFiles.digests(of: reports, root: root)
        let paths = PathMapper(project, surroundings)
        let mapped = MappedReports(readable: reports, paths: paths)
        async let coverage = MergedCoverage(mapped)
        async let scans = ScanIndex(mapped.reports)
        let tests = MergedTests(reports: mapped.reports)
        return await Evidence(
            mapped,
            unreadable: reports.filter { $0.status == .error },
            coverage: coverage,
            tests: tests,
            scans: scans,
            paths: paths,
            project: project,
            surroundings: surroundings
        )
    }

    /// A run knows it from its plan, a summary from its steps.
    private func short(_ steps: [StepRecord]) -> [String: String] {
        let recorded = steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return underProvisioned.merging(recorded) { own, _ in own }
    }
}
