package import Core
import Engine
import Execution
import Signing

/// Judges gates for the built-in steps, and the whole run at its end: the one way from report files to a verdict.
package struct GateSession: GateJudge {
    private let held: HeldGates
    private let root: String
    private let environment: [String: String]
    private let run: JudgedRun
    private let history: Baselines
    private let strict: Bool
    private let snapshots: Snapshots

    /// What is judged, besides reports and steps.
    package struct JudgedRun: Sendable {
        /// Its commit, machine and branch; nil where they are not known.
        package var context: RunContext?
        /// Steps that ran on less than their environment asks for, with the reason.
        package var underProvisioned: [String: String]
        /// What was left out because the change does not need it.
        package var selection: SelectionRecord?
        /// Reports of earlier runs that stand for what was left out.
        package var carried: [Report]

        package init(
            context: RunContext?,
            underProvisioned: [String: String] = [:],
            selection: SelectionRecord? = nil,
            carried: [Report] = []
        ) {
            self.context = context
            self.underProvisioned = underProvisioned
            self.selection = selection
            self.carried = carried
        }
    }

    /// `taken` is the tree, where it is known already and no step can change it.
    package init(
        held: HeldGates,
        source: ProjectSource,
        run: JudgedRun,
        history: Baselines = Baselines(),
        strict: Bool = false,
        taken: ProjectSnapshot? = nil
    ) {
        self.held = held
        root = source.root
        environment = source.environment
        self.run = run
        self.history = history
        self.strict = strict
        snapshots = Snapshots(source, project: held.project, taken: taken)
    }

    package func judge(_ selection: Step.GateSelection, reports: [Report], steps: [StepRecord]) async -> RunVerdict {
        await judge(selection, evidence(of: quarantined(complete(reports)).reports, steps), steps)
    }

    /// The verdict of the whole run, its reports with the project's own files in the place of reported paths, and what
    /// every report must say of what the verdict rests on, besides the banners that are known already.
    package func conclude(reports: [Report], steps: [StepRecord]) async -> Conclusion {
        let decision = quarantined(complete(reports))
        let reports = decision.reports
        let evidence = await evidence(of: reports, steps)
        let verdict = await judge(.all, evidence, steps)
        return Conclusion(
            verdict: verdict,
            reports: decision.restoring(Self.mapped(reports, evidence)),
            notices: ExpiryNotices.banners(verdict, now: evidence.surroundings.now) + decision.banners,
            coverage: CoverageSummary(evidence.coverage, reports: evidence.reports, steps: steps),
            evidence: evidence,
            quarantined: decision.excused
        )
    }

    /// As they were given, what can be read of them with the paths that the evidence was judged by.
    private static func mapped(_ reports: [Report], _ evidence: Evidence) -> [Report] {
        let own = evidence.reports.filter { $0.carried == nil }
        guard !evidence.unreadable.isEmpty else { return own }
        var mapped = own.makeIterator()
        return reports.map { $0.status == .error ? $0 : mapped.next() ?? $0 }
    }

    /// What a whole run comes to.
    package struct Conclusion: Sendable {
        package var verdict: RunVerdict
        package var reports: [Report]
        package var notices: [String]
        package var coverage: CoverageSummary
        /// What the verdict rests on.
        package var evidence: Evidence
        /// Tests that failed and decide nothing.
        package var quarantined: [TestKey]
    }

    /// What gates may look at: without the failures of tests that decide nothing.
    private func quarantined(_ reports: [Report]) -> QuarantineDecision {
        QuarantineDecision(project.quarantine, reports: reports, now: SystemClock().wallTime())
    }

    /// The reports with the statements that the configuration names beside them, every signature checked anew.
    private func complete(_ reports: [Report]) -> [Report] {
        // A summary may hold those of an earlier judging: what lies here now is what counts.
        let globs = project.attestations.map(Glob.init)
        var all = reports.filter { report in
            report.step != nil || report.attestations.isEmpty || !globs.contains { $0.matches(report.path) }
        }
        let known = Set(all.map(\.path))
        all += StatementFiles.read(project.attestations, root: root).filter { !known.contains($0.path) }
        let check = SignatureCheck(keys: project.attestationKeys)
        for index in all.indices where !all[index].attestations.isEmpty { all[index] = check.checked(all[index]) }
        return all
    }

    private func judge(_ selection: Step.GateSelection, _ evidence: Evidence, _ steps: [StepRecord]) async -> RunVerdict
    {
        let judge = RunJudge(
            evidence: evidence,
            history: history,
            gates: project.gates,
            steps: steps,
            strict: strict,
            excused: held.excused(steps, run.context),
            objections: [held.objection].compactMap(\.self)
        )
        let gates = await Parallel.map(judge.gates(selection)) { judge.verdict(of: $0) }
        let verdict = judge.verdict(selection, of: gates)
        return SelectedGates(run.selection)?.limited(verdict) ?? verdict
    }

    private func evidence(of given: [Report], _ steps: [StepRecord]) async -> Evidence {
        var reports = given + run.carried
        for index in reports.indices { reports[index].dropUnprovenScope(steps) }
        var surroundings = await snapshots.current(after: steps).surroundings()
        surroundings.underProvisioned = short(steps)
        surroundings.commit = run.context?.commit
        surroundings.machine = run.context?.machine
        surroundings.isClean = await isClean(reports)
        surroundings.artifacts = StatementFiles.digests(of: reports, root: root)
        let sources = SourceFiles(root: root, files: surroundings.projectFiles)
        surroundings.lineCounts = await sources.lineCounts(reports)
        surroundings.codeless = await sources.codeless(areas)
        let merged = await MergedReports(reports, sharingPaths: PathMapper(project, surroundings))
        return Evidence(merged, project: project, surroundings: surroundings)
    }

    private var project: Project { held.project }

    /// Asked only where a statement is about a commit.
    private func isClean(_ reports: [Report]) async -> Bool? {
        let subjects = reports.lazy.flatMap(\.attestations).flatMap(\.statement.subjects)
        guard subjects.contains(where: { $0.commit != nil }) else { return nil }
        let probe = GitProbe(directory: root, environment: environment)
        return await DedicatedThread.value { probe.isClean() }
    }

    /// The globs of what a gate asks the coverage of.
    private var areas: [String] {
        guard Self.changeNeeded(project) != .none else { return [] }
        return project.components.flatMap(\.paths) + project.criticalPaths.flatMap(\.paths)
    }

    /// What the gates ask of the change.
    package static func changeNeeded(_ project: Project) -> ProjectSource.Change {
        let asks = project.gates.contains { gate in
            gate.id == .coverage
                || gate.criteria.contains { Catalogue.definition(of: gate.id, path: $0.path)?.countsFindings ?? false }
        }
        guard asks else { return .none }
        let criteria = project.gates.flatMap(\.criteria)
        return criteria.contains(where: \.qualifiers.ignoresWhitespace) ? .linesWithoutWhitespace : .lines
    }

    /// A run knows it from its plan, a summary from its steps.
    private func short(_ steps: [StepRecord]) -> [String: String] {
        let recorded = steps.compactMap { step in step.underProvisioned.map { (step.name, $0) } }
        return run.underProvisioned.merging(recorded) { own, _ in own }
    }
}
