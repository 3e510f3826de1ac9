/// Tests that run and report and decide nothing until a day, each by somebody's word.
package struct Quarantine: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        /// The test's text form, or its title, as a person writes it.
        package var test: String
        package var owner: String
        package var reason: String
        /// The last day on which it holds, UTC.
        package var expires: CalendarDay
        package var location: SourceLocation?

        package init(
            test: String,
            owner: String,
            reason: String,
            expires: CalendarDay,
            location: SourceLocation? = nil
        ) {
            self.test = test
            self.owner = owner
            self.reason = reason
            self.expires = expires
            self.location = location
        }

        /// Whether it names a test: by its title, or by its text form, where of the file a part from behind is enough, as
        /// reports of several machines write it with different folders in front.
        package func names(_ key: TestKey) -> Bool {
            if test == key.text || test == key.title { return true }
            guard var own = TestKey(text: test) else { return false }
            guard key.file.hasSuffix("/\(own.file)") || own.file.hasSuffix("/\(key.file)") else { return false }
            own.file = key.file
            return own == key
        }

        /// `now` in seconds since 1970.
        package func isInForce(at now: Double) -> Bool { now < expires.end }
    }

    /// The largest share of a run's tests that may be in quarantine, where the configuration says nothing.
    package static let usualShare = 0.02

    package var entries: [Entry]
    /// Above this share of a run's tests none of it is applied.
    package var largestShare: Double

    package init(entries: [Entry] = [], largestShare: Double = Quarantine.usualShare) {
        self.entries = entries
        self.largestShare = largestShare
    }
}
