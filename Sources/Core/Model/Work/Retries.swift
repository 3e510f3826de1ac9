/// How often a failed step is tried again, after what, and how long Assay waits before each try.
package struct Retries: Sendable, Hashable {
    /// How the wait grows from try to try.
    package enum Backoff: String, Sendable, Hashable, CaseIterable {
        case fixed
        /// Twice as long each time.
        case exponential
    }

    /// A failure that is worth another try.
    package enum Occasion: Sendable, Hashable {
        case category(FailureCategory)
        /// Whatever is the fault of the place: `infrastructure`.
        case place
        case exit(Int32)
        /// The end of the output holds this text.
        case pattern(String)
    }

    /// Tries after the first one; 0 means that the first failure stands.
    package var count: Int
    package var delay: Duration
    package var backoff = Backoff.fixed
    /// nil for every failure but of what cannot get better: a command that is not there.
    package var when: [Occasion]?

    package init(count: Int = 0, delay: Duration = .zero) {
        self.count = count
        self.delay = delay
    }

    /// The longest that any wait becomes by growing.
    package static let longestDelay: Duration = .seconds(3600)

    /// The wait behind a try, from 1.
    package func delay(after attempt: Int) -> Duration {
        guard backoff == .exponential, attempt > 1, delay > .zero else { return delay }
        return max(delay, min(Self.longestDelay, delay * (1 << min(attempt - 1, 20))))
    }
}
