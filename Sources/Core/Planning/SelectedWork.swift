/// What of a pipeline a change needs, as a plan takes it.
package struct SelectedWork: Sendable, Hashable {
    /// By step of the configuration: why none of it runs.
    package var omitted: [String: String] = [:]
    /// By step of the configuration: those of its tests that run, where some do not.
    package var tests: [String: [String]] = [:]
    /// What the run keeps of the choice.
    package var record: SelectionRecord?

    package init() {}

    /// The same for machines that share a plan, which says itself how the tests are cut; nil where everything runs anyway.
    var sliced: SelectedWork? {
        guard let record, !record.isShadow else { return nil }
        var work = SelectedWork()
        (work.omitted, work.record) = (omitted, record)
        return work
    }
}
