package import Core

/// Results of earlier runs: finds the one of a step whose inputs are as they were, puts its files in their places, and
/// keeps new ones.
package protocol StepCache: Sendable {
    /// Looks for the result of a step; changes nothing in the project.
    func find(_ step: PlannedStep) async -> CacheAnswer

    /// Puts the files of the result that `find` has found for the step in their places, and its output into `log`, an
    /// absolute path; nil, or why that could not be done, in which case the step is to run.
    func restore(_ step: PlannedStep, log: String) async -> String?

    /// Keeps what a step has just made, where its inputs are still those that `find` saw.
    func store(_ step: PlannedStep, _ result: StepResult) async -> CacheNote
}

/// What the cache knows of a step.
package enum CacheAnswer: Sendable, Hashable {
    case found(CacheOrigin)
    /// With what has changed since the last result that was kept, or why none can be.
    case missing(reasons: [String])
}

/// What a step has made that is to be kept.
package struct StepResult: Sendable, Hashable {
    /// The reports that it wrote, relative to the project's root.
    package var reports: [String]
    /// Absolute path of its output.
    package var log: String?

    package init(reports: [String], log: String?) {
        self.reports = reports
        self.log = log
    }
}

/// A cache that knows nothing and keeps nothing.
package struct NoStepCache: StepCache {
    package init() {}

    package func find(_ step: PlannedStep) async -> CacheAnswer { .missing(reasons: ["no cache is in use"]) }
    package func restore(_ step: PlannedStep, log: String) async -> String? { "no cache is in use" }
    package func store(_ step: PlannedStep, _ result: StepResult) async -> CacheNote {
        .notStored(reason: "no cache is in use")
    }
}
