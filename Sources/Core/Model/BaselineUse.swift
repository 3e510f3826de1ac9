package import Criteria

/// An earlier run that a criterion compared with, by what a reader needs to find it again.
package struct BaselineRun: Sendable, Hashable {
    package var id: String
    package var branch: String?
    package var commit: String?
    /// Seconds since 1970.
    package var started: Double
    /// Set where a person made the run a baseline, although it had none to compare with itself.
    package var seed: BaselineSeed?

    package init(
        id: String,
        branch: String? = nil,
        commit: String? = nil,
        started: Double,
        seed: BaselineSeed? = nil
    ) {
        self.id = id
        self.branch = branch
        self.commit = commit
        self.started = started
        self.seed = seed
    }
}

/// What a measurement was compared with: the earlier value, and the runs that it comes from.
package struct BaselineUse: Sendable, Hashable {
    /// In the base unit of `dimension`.
    package var value: Double
    package var dimension: Dimension
    /// Which run, or which of several: `the merge base's run`, `the median of 5 runs`.
    package var origin: String
    /// Newest first; never empty.
    package var runs: [BaselineRun]
    /// Runs that were given and did not count, each with the reason.
    package var leftOut: [String]
    /// What was done to the earlier value, such as taking out lines that the change removes.
    package var notes: [String]

    package init(
        value: Double,
        dimension: Dimension,
        origin: String,
        runs: [BaselineRun],
        leftOut: [String] = [],
        notes: [String] = []
    ) {
        self.value = value
        self.dimension = dimension
        self.origin = origin
        self.runs = runs
        self.leftOut = leftOut
        self.notes = notes
    }
}

/// A person's decision that a run is to serve as a baseline where there is none.
package struct BaselineSeed: Sendable, Hashable {
    /// The user's name, or the one that the CI system gives.
    package var by: String
    /// Seconds since 1970.
    package var at: Double

    package init(by: String, at: Double) {
        self.by = by
        self.at = at
    }
}
