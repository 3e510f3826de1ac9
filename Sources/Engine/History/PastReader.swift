package import Core

/// Holds a run that has ended against the runs before it.
package struct PastReader: Sendable {
    package var history: any RunHistory
    package var alerts: [AlertRule]
    /// Which branches' runs the run is compared with.
    package var family: BranchFamily

    /// Runs that a strip, a first bad commit, an alert and an oldest sighting look back on.
    package static let depth = 100
    /// Tests that take less than this many seconds are not looked at one by one.
    private static let watchedSeconds = 0.1
    private static let watchedTests = 500

    package init(history: any RunHistory, alerts: [AlertRule] = [], family: BranchFamily) {
        self.history = history
        self.alerts = alerts
        self.family = family
    }

    /// What the past says of a run.
    ///
    /// `owner`: who answers for a file; nil where nobody is named.
    package func past(of record: HistoricRecord, owner: (String) -> String?) throws(HistoryError) -> RunPast {
        let runs = try earlier(than: record.run)
        let own = record.run.name
        let before = try previous(runs)
        let pasts = try history.past(of: interesting(record, before), in: runs)
        var comparison = RunComparison(
            of: record.tests,
            in: own,
            previous: before
        ) { pasts[$0] ?? TestPast([]) }
        comparison.newlySlow = try slower(record, runs)
        let names = Dictionary(runs.map { ($0.id, $0.name) }) { first, _ in first }
        let failures = try history.failures(in: runs).compactMap { failure in
            names[failure.run].map { (run: $0, message: failure.message) }
        }
        return RunPast(
            comparison: comparison,
            groups: FailureGroup.groups(of: record.tests, in: own, earlier: failures, owner: owner),
            alerts: try raised(record, runs),
            remarks: try laterRun(than: record.run).map { late in
                ["run \(late) started after this one, by its clock: a clock ran backwards, and that run is left out"]
            } ?? []
        )
    }

    /// The record with the figures that only the past makes: how many of its tests are flaky.
    package func completed(_ record: HistoricRecord) throws(HistoryError) -> HistoricRecord {
        guard !record.tests.isEmpty else { return record }
        let report = try flaky(with: record, try earlier(than: record.run))
        var record = record
        record.figures += report.figures
        return record
    }

    /// The report of the runs before and of one that is in no history yet.
    private func flaky(with record: HistoricRecord, _ runs: [HistoricRun]) throws(HistoryError) -> FlakyReport {
        let bad = record.tests.filter { $0.outcome == .failed || $0.outcome == .flaky }
        let own = bad.map { HistoricFailure(run: record.run.id, key: $0.key, outcome: $0.outcome) }
        let now = Dictionary(record.tests.map { ($0.key, $0) }) { first, _ in first }
        return try FlakyReport(
            runs: [record.run] + runs,
            failures: own + history.failures(in: runs),
            tests: record.tests.count
        ) { (keys: [TestKey], all: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] in
            let earlier = all.filter { $0.id != record.run.id }
            var pasts = try history.past(of: keys, in: earlier)
            guard earlier.count < all.count else { return pasts }
            for key in keys {
                let test = now[key]
                let entry = TestPast.Entry(run: record.run.name, outcome: test?.outcome, seconds: test?.seconds)
                pasts[key, default: TestPast([])].entries.insert(entry, at: 0)
            }
            return pasts
        }
    }

    /// The runs of the branch family before this one, newest first; what ran another change is left out.
    package func earlier(than run: HistoricRun) throws(HistoryError) -> [HistoricRun] {
        let all = try history.runs(RunQuery(until: run.started.nextUp, limit: 10 * Self.depth))
        return Array(all.filter { isComparable($0, with: run) }.prefix(Self.depth))
    }

    private func isComparable(_ other: HistoricRun, with run: HistoricRun) -> Bool {
        guard other.id != run.id, !other.interrupted, !other.isOutage else { return false }
        if other.isChange { return run.isChange && other.branch == run.branch }
        if other.branch == run.branch { return true }
        return family.protected != nil && other.branch == family.protected
    }

    private typealias Previous = (run: RunComparison.RunName, tests: [TestKey: TestOutcome])

    private func previous(_ runs: [HistoricRun]) throws(HistoryError) -> Previous? {
        guard let run = runs.first else { return nil }
        let results = try history.results(of: run.id).map { ($0.key, $0.outcome) }
        return (run.name, Dictionary(results) { first, _ in first })
    }

    /// Tests that did not simply pass twice, and those that the run before did not have.
    private func interesting(_ record: HistoricRecord, _ before: Previous?) -> [TestKey] {
        guard let before else { return [] }
        return record.tests.filter { test in
            test.outcome == .failed || test.outcome == .flaky || before.tests[test.key] != .passed
        }.map(\.key)
    }

    private func raised(_ record: HistoricRecord, _ runs: [HistoricRun]) throws(HistoryError) -> [RaisedAlert] {
        guard !alerts.isEmpty else { return [] }
        let line = [record] + (try history.details(of: runs))
        return AlertJudge(line: line.map { RunFigures($0) }).raised(alerts)
    }

    private func laterRun(than run: HistoricRun) throws(HistoryError) -> String? {
        try history.runs(RunQuery(from: run.started.nextUp, limit: 1)).first { $0.id != run.id }?.id
    }

    private func slower(_ record: HistoricRecord, _ runs: [HistoricRun]) throws(HistoryError) -> [RunComparison.Slower]
    {
        let slow = record.tests.filter { ($0.seconds ?? 0) >= Self.watchedSeconds }
        let watched = slow.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(Self.watchedTests)
        let pasts = try history.past(of: watched.map(\.key), in: Array(runs.prefix(ResultStrip.length)))
        return watched.compactMap { test in
            let times = (pasts[test.key]?.entries ?? []).filter { $0.outcome == .passed }.compactMap(\.seconds)
            return RunComparison.slower(test, earlier: times)
        }
    }
}
