/// What earlier runs tell of a test.
package struct ItemPast: Sendable, Hashable {
    package var runs: Int
    package var failures: Int
    /// Median of its runs; nil where none gives a time.
    package var seconds: Double?

    package init(runs: Int, failures: Int, seconds: Double? = nil) {
        self.runs = runs
        self.failures = failures
        self.seconds = seconds
    }

    /// Neither certainty is ever reached.
    package var probability: Double { (Double(failures) + 0.5) / (Double(runs) + 1) }
}
