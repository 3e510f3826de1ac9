/// A stage with its place in the order of the run.
package struct PlannedStage: Sendable, Equatable {
    /// What the outcome of the stages that it waits for means for a stage.
    package enum Order: String, Sendable, Hashable {
        /// Waits for nothing.
        case atOnce = "at_once"
        /// No `depends_on`: waits for the stage listed before it, whatever its outcome.
        case previous
        /// An explicit `depends_on`: every stage waited for must have succeeded.
        case named
        /// `depends_on: [ALL]`: waits for all others whatever their outcome, and runs even after fail-fast.
        case all
    }

    package var name: String
    /// Position in `Plan.stages`.
    package var index: Int
    /// Positions in `Plan.steps`.
    package var steps: Range<Int>
    package var parallel: Bool
    package var order: Order
    /// Positions in `Plan.stages` of the stages that must have ended.
    package var waitsFor: [Int]
    /// Why no step of the stage runs, where its condition does not hold.
    package var skipReason: String?
    /// One sentence or more: when the stage starts, and why then.
    package var why: [String]
    package var location: SourceLocation?

    package init(
        name: String,
        index: Int,
        steps: Range<Int>,
        parallel: Bool = false,
        order: Order,
        waitsFor: [Int],
        skipReason: String? = nil,
        why: [String] = [],
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.index = index
        self.steps = steps
        self.parallel = parallel
        self.order = order
        self.waitsFor = waitsFor
        self.skipReason = skipReason
        self.why = why
        self.location = location
    }
}
