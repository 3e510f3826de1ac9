/// What of a pipeline a change needs, as a plan takes it.
package struct SelectedWork: Sendable, Hashable {
    /// By step of the configuration: why none of it runs.
    package var omitted: [String: String] = [:]
    /// By step of the configuration: those of its tests that run, where some do not.
    package var tests: [String: [String]] = [:]
    /// What the run keeps of the choice.
    package var record: SelectionRecord?

    package init() {}
}
