/// Which steps of a run are worth running again: those that did not pass.
package enum RerunSelection {
    /// Names of steps of the plan, in its order.
    ///
    /// `summary` is what is known of the run before, as a summary or as its events tell it. A step whose tests failed did not
    /// pass, whatever its exit code; one that never started, as others failed or the run was cut off, neither.
    package static func failed(_ plan: Plan, _ summary: RunSummary) -> [String] {
        let records = Dictionary(summary.steps.map { ($0.name, $0) }) { _, last in last }
        var broken: Set<String> = []
        for report in summary.reports {
            guard let step = report.step else { continue }
            let tally = report.tests?.tally ?? TestTally()
            if report.status == .error || tally.failed + tally.errors > 0 { broken.insert(step) }
        }
        return plan.steps.filter { step in
            guard let record = records[step.name] else { return step.skipReason == nil }
            if broken.contains(step.name) { return true }
            return switch record.outcome {
            case .passed, .found: false
            case .failed, .cancelled: true
            // What nobody wanted to run is not missing; what others kept from running is.
            case .skipped: !record.outcome.isUnselected && record.condition == nil
            }
        }.map(\.name)
    }
}
