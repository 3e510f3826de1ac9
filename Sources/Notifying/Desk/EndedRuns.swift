package import Core

/// The newest runs of a project that have ended, the oldest first.
package struct EndedRuns: Sendable {
    private let summaries: [RunSummary]

    /// Those without a context are left out.
    package init(_ summaries: [RunSummary]) {
        let known = summaries.filter { $0.context != nil }
        self.summaries = known.sorted { ($0.context?.started ?? 0) < ($1.context?.started ?? 0) }
    }

    private func id(_ summary: RunSummary) -> String { summary.context?.id ?? "" }

    /// Of a project whose incidents nobody looked at yet, the newest run only.
    func unseen(by desk: IncidentDesk) -> [RunSummary] {
        let new = summaries.filter { !desk.seen.contains(id($0)) }
        return desk.seen.isEmpty ? Array(new.suffix(1)) : new
    }

    /// Those that are too old to be anybody's concern.
    func past(_ desk: IncidentDesk) -> [String] {
        desk.seen.isEmpty ? summaries.dropLast().map(id) : []
    }

    /// How a step ended in one run, where it ran.
    private func hasPassed(_ step: String, in summary: RunSummary) -> Bool? {
        if let record = summary.steps.first(where: { $0.name == step }) {
            if case .failed = record.outcome { return false }
            return record.outcome.passed ? true : nil
        }
        guard let gate = summary.verdict?.gates.first(where: { $0.gate.rawValue == step }) else { return nil }
        switch gate.verdict {
        case .pass, .waived: return true
        case .fail, .error: return false
        case .warn, .inconclusive, .notEvaluated, .notApplicable: return nil
        }
    }

    /// What these runs tell of a step before a run: where it passed last, and where it failed first since.
    struct Past: Sendable {
        var lastPassed: RunContext?
        var firstFailed: RunContext?
        /// The newest results, the oldest first: `✓✓✗`.
        var strip = ""
    }

    func past(of step: String, until summary: RunSummary) -> Past {
        var past = Past()
        let started = summary.context?.started ?? 0
        for other in summaries where (other.context?.started ?? 0) <= started {
            guard let passed = hasPassed(step, in: other) else { continue }
            past.strip += passed ? "✓" : "✗"
            if passed {
                past.lastPassed = other.context
                past.firstFailed = nil
            } else if past.firstFailed == nil {
                past.firstFailed = other.context
            }
        }
        past.strip = String(past.strip.suffix(12))
        return past
    }
}
