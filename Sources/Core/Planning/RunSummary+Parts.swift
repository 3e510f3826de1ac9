/// A run that was done in parts, on several machines, as one summary.
extension RunSummary {
    /// Why parts are no parts of one run.
    package struct PartsProblem: Error, Sendable, Hashable {
        package var reason: String
    }

    /// Joins parts of one commit; nothing in the result is judged yet.
    ///
    /// A step that several parts have run counts as the newest of them has it, with its reports. A step of `planned` that no
    /// part has run is missing: it is cancelled, so that the whole cannot be green without it.
    package init(parts: [RunSummary], planned: [PlannedStep]) throws(PartsProblem) {
        let newest = parts.sorted { ($0.context?.started ?? 0) > ($1.context?.started ?? 0) }
        guard let first = newest.first else { throw PartsProblem(reason: "no part of a run is named") }
        let commits = newest.compactMap(\.context?.commit).unique
        guard commits.count <= 1 else {
            let shown = commits.prefix(2).map { String($0.prefix(10)) }.joined(separator: " and ")
            throw PartsProblem(reason: "the parts are of different commits: \(shown)")
        }
        self.init(context: first.context)
        selection = newest.lazy.compactMap(\.selection).first
        var known: Set<String> = []
        for part in newest {
            let fresh = part.steps.filter { $0.isOwn && known.insert($0.name).inserted }
            let names = Set(fresh.map(\.name))
            steps += fresh
            reports += part.reports.filter { report in report.step.map { names.contains($0) } ?? true }
            interrupted = interrupted || part.interrupted
            seconds = max(seconds, part.seconds)
        }
        var paths: Set<String> = []
        reports = reports.filter { paths.insert("\($0.step ?? "")\0\($0.path)").inserted }
        for step in planned where step.isExpected && !known.contains(step.name) {
            steps.append(StepRecord(missing: step))
        }
    }
}

extension StepRecord {
    /// Whether this part has run it, or has a reason of its own not to.
    fileprivate var isOwn: Bool {
        outcome != .skipped(reason: PlannedStep.notSelected)
    }

    fileprivate init(missing step: PlannedStep) {
        self.init(
            name: step.name,
            stage: step.stage,
            kind: step.step.kind,
            component: step.step.component,
            allowFailure: step.step.allowFailure,
            outcome: .cancelled(reason: "no part of the run has it")
        )
    }
}

extension PlannedStep {
    /// Built-in steps judge the whole, which no part can.
    fileprivate var isExpected: Bool {
        if case .evaluate = step.action { return false }
        return skipReason == nil
    }
}
