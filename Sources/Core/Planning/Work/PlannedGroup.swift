/// The planned steps that one step of the configuration becomes: itself, the cells of its matrix, the parts of its tests.
///
/// They run side by side; what waits for the step waits for all of them.
package struct PlannedGroup: Sendable, Hashable {
    /// What must have ended before.
    package struct Need: Sendable, Hashable {
        /// Position in `Plan.groups`.
        package var group: Int
        /// Whether it must have succeeded too: `depends_on`; else it stands before in a stage that runs in order.
        package var mustSucceed: Bool
    }

    /// The step as the configuration names it.
    package var name: String
    /// Position in `Plan.stages`.
    package var stage: Int
    /// Positions in `Plan.steps`.
    package var steps: Range<Int>
    package var needs: [Need]
}
