import ArgumentParser
import Configuration
import Core
import Execution
import Glibc
import Judging
import Reports
import Starting

/// What a project is like today: its steps run once, against the strictest gates, and what was measured is asked for.
struct TodaysLevel {
    var proposal: Proposal
    /// What no gate can answer for: steps that failed, reports that did not come, tests that fail.
    var failures: [String]

    /// Runs the proposed pipeline; `file` takes the strict gates meanwhile in memory only.
    static func measure(_ strict: Proposal, root: String, file: String) async throws -> TodaysLevel {
        let project = try load(strict, root: root)
        let clock = SystemClock()
        let options = try RunOptions.parse([])
        let context = options.context(root: root, id: "", started: clock.wallTime())
        let folder = ProjectFolder(root: root, file: file, project: project.project, diagnostics: [], bar: project.bar)
        let plan = try options.plan(folder, context)
        let session = RunSession(
            root: root,
            held: HeldGates(project.project),
            plan: plan,
            context: context,
            strict: false,
            base: nil,
            baselines: Baselines(),
            sink: TerminalSink(descriptor: STDERR_FILENO, retried: [])
        )
        let ended = try await session.run()
        let details = RunDetails(tests: ended.tests)
        _ = try RunReports(summary: ended.summary, details: details, reporting: project.project.reporting)
            .write(to: ended.path)
        return TodaysLevel(strict, ended.summary)
    }

    /// The configuration as it would be loaded from disk.
    private static func load(_ strict: Proposal, root: String) throws -> (project: Project, bar: BarFacts) {
        let loaded = ProjectFolder.read(text: strict.yaml, root: root)
        guard let project = loaded.project else {
            let first = loaded.errors.first.map { $0.render() } ?? ""
            throw CommandFailure(
                .infrastructure,
                "what was proposed is no configuration, which is a defect of Assay:\n\(first)"
            )
        }
        return (project, loaded.bar)
    }

    init(_ strict: Proposal, _ summary: RunSummary) {
        proposal = strict
        failures = []
        for index in proposal.criteria.indices {
            let asked = proposal.criteria[index]
            let verdict = summary.verdict?.gates.first { $0.gate == asked.gate }?.criteria
                .first { $0.criterion.path == asked.key }
            guard let verdict else {
                proposal.criteria[index].leaveOut("nothing measured it")
                continue
            }
            proposal.criteria[index].settle(verdict)
        }
        if summary.interrupted { failures.append("the measuring was interrupted") }
        for problem in summary.verdict?.problems ?? [] {
            failures.append(([problem.title] + [problem.detail].compactMap(\.self)).joined(separator: ": "))
        }
        if case .fail = summary.verdict?.tests { failures.append("tests fail; `assay report` lists them") }
    }
}

extension ProposedCriterion {
    /// Takes the level from a verdict on the strictest phrase.
    fileprivate mutating func settle(_ verdict: CriterionVerdict) {
        let cells = verdict.cells.map(\.judgement)
        switch verdict.verdict {
        case .pass, .waived, .warn, .fail:
            let values = cells.flatMap(\.measurements).filter { $0.labels["baseline"] == nil }.map(\.value)
            guard let worst = isAtLeast ? values.min() : values.max() else {
                return leaveOut("nothing measured it")
            }
            settle(at: worst, holds: verdict.verdict != .fail)
        case .inconclusive, .notEvaluated, .error, .notApplicable:
            leaveOut(cells.compactMap(\.reason).first ?? "not measured")
        }
    }
}

extension ProjectFolder {
    /// A configuration that is not on disk yet.
    fileprivate static func read(text: String, root: String) -> ConfigurationLoader.Loaded {
        let formats = ImporterRegistry.all.map { $0.format.id }
        return ConfigurationLoader(root: root, formats: formats) { _ in .success(Array(text.utf8)) }.load(defaultFile)
    }
}
