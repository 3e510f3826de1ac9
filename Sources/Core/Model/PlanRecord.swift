/// What a run was started to do, so that it can be taken up again.
package struct PlanRecord: Sendable, Hashable {
    /// Stands for the steps, their commands and their order: a run is taken up only where they are the same.
    package var digest: String
    /// The words of `--only`; empty for all steps.
    package var only: [String]
    package var withNeeds: Bool

    package init(digest: String, only: [String] = [], withNeeds: Bool = false) {
        self.digest = digest
        self.only = only
        self.withNeeds = withNeeds
    }
}

extension RunEvent {
    /// The plan that an event tells of; nil for every other event.
    package var plan: PlanRecord? { if case .planned(let record) = self { record } else { nil } }
}
