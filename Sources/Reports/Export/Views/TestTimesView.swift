import Core

/// Tests that cannot be believed, and those that take long.
struct TestTimesView {
    struct Row {
        var title: String
        var file: String
        var strip: ResultStrip?
        /// `4.2s`; empty where no report gives it.
        var time: String
        /// What is worth knowing of it: `usually 1.1s`, `passed at a later try`.
        var note: String
    }

    var flaky: [Row]
    var slow: [Row]
    /// How many there are of each.
    var flakyCount: Int
    var newlySlowCount: Int
    /// Share of the tests' time that the slowest take: `62% of all tests' time`; empty where no report gives times.
    var share: String

    private static let limit = 20
    /// A test that takes less is slow to nobody.
    private static let slowSeconds = 0.1

    init(_ summary: RunSummary, _ details: RunDetails) {
        let past = summary.past?.comparison
        let readable = summary.reports.filter { $0.status != .error }
        let flakyTests = details.tests.filter { $0.outcome == .flaky }
        if flakyTests.isEmpty {
            let entries = MergedTests(reports: readable).entries(atMost: 200) { test, _ in test.flaky }
            flaky = entries.prefix(Self.limit).map { entry in
                Row(
                    title: CleanText.line(entry.test.title),
                    file: CleanText.line(entry.test.file ?? ""),
                    time: entry.test.seconds.map(Display.seconds) ?? "",
                    note: "passed at a later try"
                )
            }
            flakyCount = MergedTests(reports: readable).tally.flaky
        } else {
            flaky = flakyTests.prefix(Self.limit).map { Self.row($0, details, "passed at a later try") }
            flakyCount = flakyTests.count
        }
        let usual = Dictionary((past?.newlySlow ?? []).map { ($0.key, $0.usual) }) { first, _ in first }
        let timed = Self.slowest(details.tests)
        let isNew = Set(timed.lazy.map(\.index).filter { usual[details.tests[$0].key] != nil })
        let shown = timed.filter { isNew.contains($0.index) } + timed.filter { !isNew.contains($0.index) }
        slow = shown.prefix(Self.limit).map { entry in
            let test = details.tests[entry.index]
            return Self.row(test, details, usual[test.key].map { "newly slow: usually \(Display.seconds($0))" } ?? "")
        }
        newlySlowCount = usual.count
        let all = details.tests.reduce(0) { $0 + ($1.seconds ?? 0) }
        let own = timed.prefix(Self.limit).reduce(0) { $0 + $1.seconds }
        share = all > 0 && !slow.isEmpty ? "\(Int((own / all * 100).rounded()))%" : ""
    }

    /// The places of slow tests, the slowest first: of hundreds of thousands of tests only numbers are sorted.
    private static func slowest(_ tests: [TestObservation]) -> [(index: Int, seconds: Double)] {
        var timed: [(index: Int, seconds: Double)] = []
        for index in tests.indices {
            if let seconds = tests[index].seconds, seconds >= slowSeconds { timed.append((index, seconds)) }
        }
        return timed.sorted { ($1.seconds, $0.index) < ($0.seconds, $1.index) }
    }

    private static func row(_ test: TestObservation, _ details: RunDetails, _ note: String) -> Row {
        Row(
            title: CleanText.line(test.key.title),
            file: CleanText.line(test.key.file),
            strip: details.strips[test.key],
            time: test.seconds.map(Display.seconds) ?? "",
            note: note
        )
    }
}
