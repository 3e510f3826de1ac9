import Core
import Execution
import History
import Selection

/// Finds the reports of earlier runs that stand for what a selection leaves out.
struct CarriedEvidence {
    /// Absolute path of the project.
    let root: String
    let project: Project
    let shared: SharedHistory
    /// Seconds since 1970.
    let now: Double

    /// What could be found, and the reports; a wish that nothing answers is left out, so that its tests count as not run.
    func read(_ wishes: [CarryWish]) async -> (carried: [SelectionRecord.Carried], reports: [Report]) {
        guard !wishes.isEmpty,
            // Whoever proposes a change could bring results with it.
            !GitProbe(directory: root, environment: ProcessEnvironment.current()).tracks(".assay")
        else { return ([], []) }
        await shared.fetchSummaries(of: wishes.map(\.carried.run).unique)
        var carried: [SelectionRecord.Carried] = []
        var reports: [Report] = []
        var runs: [String: RunSummary] = [:]
        for wish in wishes where isFresh(wish.carried) && objection(to: wish.carried.step) == nil {
            let run = wish.carried.run
            if runs[run] == nil { runs[run] = await summary(of: run) }
            guard let summary = runs[run], summary.context?.commit == wish.carried.commit,
                let found = CarriedReports(summary).reports(for: wish)
            else { continue }
            carried.append(wish.carried)
            reports += found
        }
        return (carried, reports)
    }

    private func summary(of run: String) async -> RunSummary? {
        let history = ProjectHistory(root: root, shared: shared.folder)
        if let path = history.own.summary(run) { return try? await SummaryFile.read(path).summary }
        guard let path = history.shared?.summary(run), let summary = try? await SummaryFile.read(path).summary,
            // What a proposed change makes pass on another machine must not pass here.
            summary.context?.pullRequest == nil
        else { return nil }
        return summary
    }

    /// Whether every criterion takes results of that age.
    private func isFresh(_ carried: SelectionRecord.Carried) -> Bool {
        project.maximalAge.map { now - carried.time <= Double($0.components.seconds) } ?? true
    }

    private func objection(to step: String) -> String? {
        guard let step = project.pipeline.steps[step] else { return "there is no such step any more" }
        return CacheRules.carryingObjection(to: step)
    }
}
