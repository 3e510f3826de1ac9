package import Core

/// What the history tells a plan: how steps and tests of earlier runs did.
package struct PlanningReader: Sendable {
    package var history: any RunHistory
    /// Which branches' runs count.
    package var family: BranchFamily

    /// Runs that the order of steps looks back on.
    private static let stepRuns = 20
    /// Runs that the times of tests are taken from.
    private static let testRuns = 5

    package init(history: any RunHistory, family: BranchFamily) {
        self.history = history
        self.family = family
    }

    /// How often the steps of earlier runs failed, and how long they took.
    package func priority() throws(HistoryError) -> StepPriority {
        StepPriority(try history.steps(of: runs(Self.stepRuns)))
    }

    /// Results of the newest runs that had any.
    package func results() throws(HistoryError) -> [[TestObservation]] {
        var found: [[TestObservation]] = []
        for run in try runs(Self.stepRuns) where found.count < Self.testRuns {
            let results = try history.results(of: run.id)
            if !results.isEmpty { found.append(results) }
        }
        return found
    }

    private func runs(_ limit: Int) throws(HistoryError) -> [HistoricRun] {
        let all = try history.runs(RunQuery(limit: 10 * limit)).filter { !$0.interrupted && !$0.isOutage }
        let own = all.filter { run in
            run.branch == family.branch || (!run.isChange && family.protected != nil && run.branch == family.protected)
        }
        // A branch that has no run of its own learns from all others: only the order of work rests on it.
        return Array((own.isEmpty ? all : own).prefix(limit))
    }
}
