/// A reason to run a test, and how much speaks for it.
package struct Ground: Sendable, Hashable {
    package enum Source: String, Sendable, Hashable, CaseIterable {
        /// The test itself is new or has changed.
        case itself
        /// A recording of which files it reads.
        case map
        /// `affects` and `inputs` of the step.
        case declared
        /// A supplement that another tool made, such as coverage by test.
        case coverage
        case imports
        case name
        case coChange = "co_change"
        case component
        case pair
        case criticalPath = "critical_path"
        case failed
        case flaky
        case unskippable
        /// Nothing tells what it depends on.
        case unproven
        /// Something that was chosen waits for it.
        case needed
        /// Nothing else would be measured.
        case sample
    }

    package var source: Source
    /// From 0 to 1.
    package var weight: Double
    /// Completes "chosen: …".
    package var words: String

    package init(_ source: Source, _ weight: Double = 1, _ words: String) {
        self.source = source
        self.weight = weight
        self.words = words
    }

    /// Less than this ranks a test that something else chooses, and chooses none.
    package static let enough = 0.5

    /// What some grounds come to together.
    package static func weight(_ grounds: [Ground]) -> Double { 1 - grounds.reduce(1) { $0 * (1 - $1.weight) } }
}
