import Core

/// What failed, by what the failures have in common: the new ones first, then those of longest standing.
struct FailuresView {
    struct Test {
        var title: String
        /// nil without earlier runs.
        var strip: ResultStrip?
        var isNew: Bool
        /// `failing since run …`; empty for a new failure.
        var since: String
    }

    struct Group {
        /// What all have in common: the message without what changes.
        var signature: String
        var owner: String?
        var tests: [Test]
        var total: Int
        var isNew: Bool
        /// Where the first of them stands: `generator/test_enhance.py:40`.
        var place: String?
        /// Runs what failed again.
        var command: String?
    }

    var groups: [Group] = []
    /// Groups besides those.
    var unlisted = 0
    var newCount = 0
    /// Tests that failed, new or not.
    var total = 0
    /// Whether there is a run to compare with: without one nothing is new.
    var isCompared = false

    /// Groups that are shown, and tests of each.
    private static let groupLimit = 6
    private static let testLimit = 5

    init(_ summary: RunSummary, _ details: RunDetails) {
        guard let past = summary.past else {
            unjudged(summary)
            return
        }
        isCompared = past.comparison.previous != nil
        let new = Set(past.comparison.newFailures.map(\.key))
        newCount = new.count
        total = past.groups.reduce(0) { $0 + $1.tests.count }
        let news = TestNews(past)
        let places = Places(summary)
        let groups = past.groups.map { group in
            let tests = group.tests.sorted { (new.contains($0) ? 0 : 1) < (new.contains($1) ? 0 : 1) }
            let first = tests.first.flatMap { places.found[$0] }
            var told: Set<String> = []
            return Group(
                signature: CleanText.line(group.signature, limit: 300),
                owner: group.owner.map { CleanText.line($0) },
                tests: tests.prefix(Self.testLimit).map { key in
                    Test(
                        title: CleanText.line(key.title),
                        strip: isCompared ? details.strips[key] ?? Self.strip(key, past) : nil,
                        isNew: new.contains(key),
                        since: Self.since(key, news, new, &told)
                    )
                },
                total: tests.count,
                isNew: group.tests.contains { new.contains($0) },
                place: first?.place,
                command: first?.command
            )
        }
        let sorted = groups.enumerated().sorted {
            ($0.element.isNew ? 0 : 1, -$0.element.total, $0.offset) < (
                $1.element.isNew ? 0 : 1, -$1.element.total, $1.offset
            )
        }
        self.groups = sorted.prefix(Self.groupLimit).map(\.element)
        unlisted = groups.count - self.groups.count
    }

    /// Since when it fails, where no test above it says the same.
    private static func since(
        _ key: TestKey,
        _ news: TestNews,
        _ new: Set<TestKey>,
        _ told: inout Set<String>
    ) -> String {
        guard !new.contains(key), let since = news.since(key), told.insert(since).inserted else { return "" }
        return since
    }

    /// Without a history every failure is a group of its own.
    private mutating func unjudged(_ summary: RunSummary) {
        let readable = summary.reports.filter { $0.status != .error }
        let tests = MergedTests(reports: readable)
        total = tests.tally.failed + tests.tally.errors
        let failed = tests.entries(atMost: Self.groupLimit) { test, _ in test.status == .failed || test.status == .error
        }
        groups = failed.map { entry in
            let message = entry.test.message?.split(separator: "\n").first.map(String.init) ?? "no message"
            let test = Test(title: CleanText.line(entry.test.title), isNew: false, since: "")
            let place = Display.place(entry.test.place?.file, entry.test.place?.line)
            return Group(
                signature: CleanText.line(message, limit: 300),
                tests: [test],
                total: 1,
                isNew: false,
                place: place
            )
        }
        unlisted = max(0, total - groups.count)
    }

    private static func strip(_ key: TestKey, _ past: RunPast) -> ResultStrip? {
        (past.comparison.newFailures + past.comparison.stillFailing).first { $0.key == key }?.strip
    }

    /// Where tests that did not pass stand, and what runs them again.
    private struct Places {
        var found: [TestKey: (place: String?, command: String?)] = [:]

        init(_ summary: RunSummary) {
            let commands = Dictionary(summary.steps.map { ($0.name, $0.rerun) }) { first, _ in first }
            let readable = summary.reports.filter { $0.status != .error }
            for entry in MergedTests(reports: readable).entries(where: { test, _ in
                test.status == .failed || test.status == .error
            }) {
                let place = Display.place(entry.test.place?.file, entry.test.place?.line)
                let command = entry.provenance.step.flatMap { commands[$0] }
                found[TestKey(entry.test, labels: entry.labels)] = (place, command)
            }
        }
    }
}
