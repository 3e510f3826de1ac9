/// Which earlier runs a criterion compares with: the qualifier `baseline`.
package struct BaselineChoice: Sendable, Hashable {
    package enum Runs: Sendable, Hashable {
        /// The metric decides: the merge base's run for coverage, the median of all for performance.
        case usual
        /// `last_passed: true`: the newest run that counts.
        case lastPassed
        /// `pinned: RUN`: one run by its id, of whatever branch.
        case pinned(String)
        /// `median_of: N`: the median of the newest N runs that count.
        case medianOf(Int)
    }

    /// `branch`: only runs of this branch, in place of the branch family.
    package var branch: String?
    package var runs: Runs

    package init(branch: String? = nil, runs: Runs = .usual) {
        self.branch = branch
        self.runs = runs
    }
}

/// What a criterion's verdict is where nothing was measured: the qualifier `on_missing`; never a pass.
package enum MissingVerdict: String, Sendable, Hashable, CaseIterable {
    case notEvaluated = "not_evaluated"
    case inconclusive
    case fail
    case error
}
