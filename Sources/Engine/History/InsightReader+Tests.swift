package import Core

extension InsightReader {
    /// The test of a text form or of a title; nil where no run has had one, and where a title is that of several.
    ///
    /// `among`: what is looked through for titles.
    package func test(named name: String, among query: RunQuery) throws(HistoryError) -> TestKey? {
        if let key = TestKey(text: name), let known = try present(key) { return known }
        let found = try history.totals(query).map(\.key).filter { $0.title == name || $0.name == name }
        return found.count == 1 ? found[0] : nil
    }

    /// A key as the test goes by it now.
    private func present(_ key: TestKey) throws(HistoryError) -> TestKey? {
        try history.tests([key.hash]).first
    }

    /// All that is known of a test in some runs, newest first.
    package func page(of key: TestKey, in runs: [HistoricRun]) throws(HistoryError) -> TestPage {
        let past = try history.past(of: [key], in: runs)[key] ?? TestPast([])
        let bad = Set(past.entries.filter { $0.outcome == .failed || $0.outcome == .flaky }.map(\.run.id))
        let failed = runs.filter { bad.contains($0.id) }.prefix(Self.shownFailures)
        let failures = try history.failures(of: key, in: Array(failed))
        return TestPage(key, past: past, runs: runs, failures: failures)
    }

    /// Failures whose texts are read.
    private static let shownFailures = 50
}
