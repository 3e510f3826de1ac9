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
    /// What the tree changes, where that is known already.
    var change: GitChange.Found?

    func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        await judge(selection, evidence(of: complete(reports), steps), steps)
    }

    /// The verdict of the whole run, its reports with the project's own files in the place of reported paths, and what
    /// every report must say of what the verdict rests on, besides the banners that are known already.
    func conclude(reports: [Report], steps: [StepRecord]) async -> Conclusion {
        let reports = complete(reports)
        let evidence = await evidence(of: reports, steps)
        let verdict = await judge(.all, evidence, steps)
        return Conclusion(
            verdict: verdict,
            reports: Self.mapped(reports, evidence),
            notices: ExpiryNotices.banners(verdict, now: evidence.surroundings.now),
            evidence: evidence
        )
    }

    /// As they were given, what can be read of them with the paths that the evidence was judged by.
    private static func mapped(_ reports: [Report], _ evidence: Evidence) -> [Report] {
        guard !evidence.unreadable.isEmpty else { return evidence.reports }
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
        var all = reports
        let statements = StatementFiles.read(project.attestations, root: root)
        if !statements.isEmpty {
            let known = Set(reports.map(\.path))
            all += statements.filter { !known.contains($0.path) }
        }
        let check = SignatureCheck(keys: project.attestationKeys)
        for index in all.indices where !all[index].attestations.isEmpty { all[index] = check.checked(all[index]) }
        return all
    }

    private func judge(_ selection: Step.GateSelection, _ evidence: Evidence, _ steps: [StepRecord]) async -> RunVerdict
    {
        let judge = RunJudge(evidence: evidence, gates: project.gates, steps: steps, strict: strict)
        let gates = await Parallel.map(judge.gates(selection)) { judge.verdict(of: $0) }
        return judge.verdict(selection, of: gates)
    }

    private func evidence(of given: [Report], _ steps: [StepRecord]) async -> Evidence {
        var reports = given
        for index in reports.indices { reports[index].dropUnprovenScope(steps) }
        let facts = ProjectFacts(root: root, base: base, known: files, knownChange: change)
        var surroundings = facts.surroundings(needsChange: Self.needsChange(project))
        surroundings.underProvisioned = short(steps)
        surroundings.commit = commit
        surroundings.machine = machine
        surroundings.baselines = baselines
        surroundings.artifacts = StatementFiles.digests(of: reports, root: root)
        let paths = PathMapper(project, surroundings)
        let mapped = await mapped(MappedReports.readable(reports), paths)
        // Side by side, what takes longest first.
        async let scans = Self.scans(mapped.reports)
        async let coverage = MergedCoverage(mapped)
        async let tests = MergedTests(reports: mapped.reports)
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

    private static func scans(_ reports: [Report]) async -> ScanIndex {
        let sorted = ScanSorting(reports)
        return ScanIndex(await Parallel.map(ScanCategory.allCases) { sorted.evidence(in: $0) })
    }

    private func mapped(_ reports: [Report], _ paths: PathMapper) async -> MappedReports {
        let share = max(100, reports.count / MachineProbe().machine().cores + 1)
        let slices = stride(from: 0, to: reports.count, by: share).map { reports[$0...].prefix(share) }
        let entries = await Parallel.map(slices) { MappedReports.entries($0, paths: paths) }
        return MappedReports(reports, entries.reduce(into: []) { $0 += $1 })
    }

    /// Whether a gate asks what the tree changes.
    static func needsChange(_ project: Project) -> Bool {
        project.gates.contains { gate in
            gate.id == .coverage
                || gate.criteria.contains { Catalogue.definition(of: gate.id, path: $0.path)?.countsFindings ?? false }
        }
    }

    /// A run knows it from its plan, a summary from its steps.
    private func short(_ steps: [StepRecord]) -> [String: String] {
        let recorded = steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return underProvisioned.merging(recorded) { own, _ in own }
    }
}
