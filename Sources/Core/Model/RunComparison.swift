/// What a run says beside the ones before it on its line: what broke, what is still broken, what was mended.
package struct RunComparison: Sendable, Hashable {
    /// A test that failed in this run or in the one before.
    package struct Change: Sendable, Hashable {
        package var key: TestKey
        package var strip: ResultStrip
        /// The first run of the failing streak: where the test broke first, as far as the runs reach.
        package var since: RunName?
        /// The last run in which the test passed before that; nil where none is in sight.
        package var lastPassed: RunName?
        package var message: String?

        package init(
            key: TestKey,
            strip: ResultStrip,
            since: RunName? = nil,
            lastPassed: RunName? = nil,
            message: String? = nil
        ) {
            self.key = key
            self.strip = strip
            self.since = since
            self.lastPassed = lastPassed
            self.message = message
        }
    }

    /// A run by its id and commit.
    package struct RunName: Sendable, Hashable, CustomStringConvertible {
        package var id: String
        package var commit: String?

        package init(id: String, commit: String?) {
            self.id = id
            self.commit = commit
        }

        package var description: String { commit.map { "\(id) (\($0.prefix(10)))" } ?? id }
    }

    /// A test that takes longer than its past explains.
    package struct Slower: Sendable, Hashable {
        package var key: TestKey
        package var seconds: Double
        /// The median of the runs before.
        package var usual: Double

        package init(key: TestKey, seconds: Double, usual: Double) {
            self.key = key
            self.seconds = seconds
            self.usual = usual
        }
    }

    /// The run that this one is compared with; nil where there is none, and then nothing is new.
    package var previous: RunName?
    package var newFailures: [Change] = []
    package var stillFailing: [Change] = []
    package var fixed: [Change] = []
    package var flaky: [Change] = []
    package var newlySlow: [Slower] = []
    package var newTests: [TestKey] = []
    package var removedTests: [TestKey] = []

    package init() {}
}
