package import Core

/// Gathers what the history alone knows of a stretch of time.
package struct InsightReader: Sendable {
    package var history: any RunHistory

    /// Runs that states of tests rest on: older ones say nothing of today.
    package static let stateRuns = 300
    /// Tests that take longest, of which the single times are looked at.
    private static let watchedTests = 200
    private static let watchedSeconds = 0.1

    package init(history: any RunHistory) { self.history = history }

    /// What became of some tests in some runs, by somebody who remembers it.
    package typealias Pasts = ([TestKey], [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast]

    /// What cannot be believed of the newest of some runs, which are given newest first.
    ///
    /// `past`: nil where the history is to be asked.
    package func flaky(
        _ runs: [HistoricRun],
        limit: Int = Self.stateRuns,
        past: Pasts? = nil
    ) throws(HistoryError) -> FlakyReport {
        let runs = Array(runs.prefix(limit))
        let failures = try history.failures(in: runs)
        let tests = try runs.first(where: \.isSound).map { run throws(HistoryError) in
            try history.testCount(of: run.id)
        }
        return try FlakyReport(runs: runs, failures: failures, tests: tests ?? 0) {
            (keys: [TestKey], runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] in
            if let past { return try past(keys, runs) }
            return try history.past(of: keys, in: runs)
        }
    }

    /// All that the history alone knows.
    ///
    /// `branch`: nil for the runs of all branches.
    /// `from`: seconds since 1970; `until` is not part of it.
    package func window(
        branch: String?,
        from: Double,
        until: Double,
        settings: InsightSettings
    ) throws(HistoryError) -> InsightWindow {
        let branches: [String?]? = branch.map { [$0] }
        let runs = try history.runs(RunQuery(branches: branches, from: from, until: until))
        let known = try history.runs(RunQuery(branches: branches, until: until, limit: Self.stateRuns))
        let tests = try newest(runs)
        var window = InsightWindow(
            from: from,
            until: until,
            branch: branch,
            records: try history.details(of: runs, [.figures, .criteria, .steps]),
            flaky: try flaky(known),
            totals: try history.totals(RunQuery(branches: branches, from: from, until: until)),
            allTime: try history.totals(RunQuery(branches: branches, until: until)),
            newest: tests,
            settings: settings
        )
        if let newest = runs.first(where: \.isSound) {
            window.files = try history.details(of: [newest], .files).first?.files ?? []
        }
        if let newest = known.first(where: \.isSound) {
            window.times = try times(of: tests, known.filter { $0.isSound && $0.machine == newest.machine })
            window.findings = try history.findings(of: newest.id).findings
            window.sightings = try history.sightings(
                of: window.findings.map(\.identity),
                RunQuery(branches: branches)
            )
        }
        return window
    }

    private func newest(_ runs: [HistoricRun]) throws(HistoryError) -> [TestObservation] {
        guard let run = runs.first(where: \.isSound) else { return [] }
        return try history.results(of: run.id)
    }

    private func times(
        of tests: [TestObservation],
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [TestKey: [Double]] {
        let slow = tests.filter { ($0.seconds ?? 0) >= Self.watchedSeconds }
        let watched = slow.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(Self.watchedTests)
        let pasts = try history.past(of: watched.map(\.key), in: runs)
        return pasts.mapValues { past in
            past.entries.reversed().filter { $0.outcome == .passed }.compactMap(\.seconds)
        }
    }
}
