package import Core

/// The reports of an earlier run that its units left, as evidence of a later one.
package struct CarriedReports {
    private let run: RunSummary

    package init(_ run: RunSummary) { self.run = run }

    /// nil where the results of a unit are not there, are no clean pass, or cannot be told from those of others.
    package func reports(for wish: CarryWish) -> [Report]? {
        var reports: [Report] = []
        for unit in wish.carried.units {
            guard let own = self.reports(of: unit) else { return nil }
            reports += own
        }
        return reports.map { report in
            var report = report
            report.carried = wish.carried.run
            // What has changed since is measured by the tests that touch it.
            report.coverage?.files.removeAll { wish.changed.contains($0.path) }
            return report
        }
    }

    private func reports(of unit: SelectionRecord.Carried.Unit) -> [Report]? {
        guard let step = run.steps.first(where: { $0.name == unit.step }), step.cached == nil else { return nil }
        let attempts = step.attempts.filter { $0.part == unit.part }
        var outcome = step.outcome
        if let title = unit.part {
            guard let part = step.parts.first(where: { $0.title == title }) else { return nil }
            outcome = part.outcome
        } else if !step.parts.isEmpty {
            return nil
        }
        // The files that it left, each with where its copy lies.
        let kept = Dictionary(attempts.flatMap(\.kept).map { ($0.path, $0.copy) }) { $1 ?? $0 }
        let own = run.reports.filter { report in
            report.step == unit.step && (unit.part == nil || kept[report.path] != nil)
        }
        guard !own.isEmpty, CacheRules.objection(to: outcome, attempts: attempts, reports: own) == nil else {
            return nil
        }
        return own.map { report in
            var report = report
            if let id = run.context?.id, let copy = kept[report.path] ?? nil {
                report.path = ".assay/runs/\(id)/\(copy)"
            }
            return report
        }
    }
}
