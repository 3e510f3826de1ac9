/// A test's results in the last runs, oldest first.
package struct ResultStrip: Sendable, Hashable, CustomStringConvertible {
    /// As many runs as a strip shows.
    package static let length = 20

    /// nil where the run did not have the test.
    package var outcomes: [TestOutcome?]

    /// Of more results than a strip holds the last ones.
    package init(_ outcomes: [TestOutcome?]) { self.outcomes = Array(outcomes.suffix(Self.length)) }

    /// Reads a strip as it is written; other signs than those five are runs without the test.
    package init(signs: String) {
        self.init(
            signs.map { sign in
                switch sign {
                case ".": TestOutcome.passed
                case "F": TestOutcome.failed
                case "~": TestOutcome.flaky
                case "s": TestOutcome.skipped
                default: nil
                }
            }
        )
    }

    /// One sign a run: `.` passed, `F` failed, `~` flaky, `s` skipped, `-` not there.
    package var description: String {
        String(
            outcomes.map { outcome in
                switch outcome {
                case .passed: "." as Character
                case .failed: "F"
                case .flaky: "~"
                case .skipped: "s"
                case nil: "-"
                }
            }
        )
    }
}
