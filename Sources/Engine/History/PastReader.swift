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
    /// Runs that a scan is looked for in.
    private static let scannedRuns = 20

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
        let before = try previous(record, runs)
        let pasts = try pasts(interesting(record, before?.matching), before?.matching, in: runs)
        var comparison = RunComparison(of: record.tests, in: own, previous: before) { pasts[$0] ?? TestPast([]) }
        comparison.newlySlow = try slower(record, before?.matching, runs)
        let signatures = try history.signatures(in: runs)
        let details = try history.details(of: runs, .figures)
        return RunPast(
            comparison: comparison,
            groups: FailureGroup.groups(
                of: record.tests,
                in: own,
                earlier: zip(runs, signatures).map { ($0.name, $1) },
                owner: owner
            ),
            alerts: raised(record, details),
            findings: try findings(record, runs),
            trends: RunTrends.of(record, details),
            remarks: try remarks(record, before?.matching)
        )
    }

    /// Tests that only this run has, and those that only the whole run before had, with its commit; nil where all are
    /// known, or where the run before names no commit.
    package func unmatched(
        _ record: HistoricRecord
    ) throws(HistoryError) -> (commit: String, gone: [TestKey], appeared: [TestKey])? {
        let runs = try earlier(than: record.run)
        guard let before = runs.first(where: { !$0.isPartial }), let commit = before.commit, !record.run.isPartial,
            let matching = try previous(record, runs)?.matching, !matching.gone.isEmpty
        else { return nil }
        let appeared = zip(record.tests, matching.before).filter { $1 == nil }.map(\.0.key)
        return appeared.isEmpty ? nil : (commit, matching.gone, appeared)
    }

    /// What a person has to know to read the lists.
    private func remarks(_ record: HistoricRecord, _ matching: TestMatching?) throws(HistoryError) -> [String] {
        var remarks: [String] = []
        if let late = try laterRun(than: record.run) {
            remarks.append(
                "run \(late) started after this one, by its clock: a clock ran backwards, and that run is left out"
            )
        }
        if let matching, !matching.ambiguous.isEmpty {
            let some = matching.ambiguous.prefix(3).map(\.title).joined(separator: ", ")
            let more = matching.ambiguous.count > 3 ? " and \(matching.ambiguous.count - 3) more" : ""
            remarks.append("\(some)\(more) may have moved, and nothing tells from where: each counts as a new test")
        }
        return remarks
    }

    /// What the scanners say beside the newest runs in which each of them looked.
    private func findings(_ record: HistoricRecord, _ runs: [HistoricRun]) throws(HistoryError) -> FindingChanges {
        guard !record.scanners.isEmpty else { return FindingChanges() }
        var earlier: [String: [HistoricFinding]] = [:]
        for run in runs.prefix(Self.scannedRuns) where earlier.count < record.scanners.count {
            let (scanners, found) = try history.findings(of: run.id)
            for tool in scanners where earlier[tool] == nil && record.scanners.contains(tool) {
                earlier[tool] = found.filter { $0.tool == tool }
            }
        }
        let branches = RunQuery(branches: [record.run.branch] + (family.protected.map { [$0] } ?? []))
        return try FindingChanges(of: record, earlier: { earlier[$0] }) { identities throws(HistoryError) in
            try history.sightings(of: identities, record.run.isChange ? RunQuery() : branches)
        }
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
            tests: record.tests.count,
            fewestFailures: 2
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

    /// The newest whole run before, and its tests beside those of the record.
    private func previous(
        _ record: HistoricRecord,
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> (run: RunComparison.RunName, matching: TestMatching)? {
        guard let run = runs.first(where: { !$0.isPartial }) else { return nil }
        let matching = try TestMatching(
            of: record.tests,
            with: history.outcomes(of: run.id),
            told: record.renames,
            isPartial: record.run.isPartial
        ) { hashes throws(HistoryError) in try history.tests(hashes) }
        return (run.name, matching)
    }

    /// Tests that did not simply pass twice, and those that the run before did not have.
    private func interesting(_ record: HistoricRecord, _ matching: TestMatching?) -> [TestKey] {
        guard let matching else { return [] }
        return zip(record.tests, matching.before).filter { test, before in
            test.outcome == .failed || test.outcome == .flaky || before != .passed
        }.map(\.0.key)
    }

    /// The pasts of some tests, by the names that they have now.
    private func pasts(
        _ keys: [TestKey],
        _ matching: TestMatching?,
        in runs: [HistoricRun]
    ) throws(HistoryError) -> [TestKey: TestPast] {
        let former = matching?.former ?? [:]
        let found = try history.past(of: keys.map { former[$0] ?? $0 }, in: runs)
        guard !former.isEmpty else { return found }
        return Dictionary(keys.map { ($0, found[former[$0] ?? $0] ?? TestPast([])) }) { first, _ in first }
    }

    private func raised(_ record: HistoricRecord, _ earlier: [HistoricRecord]) -> [RaisedAlert] {
        guard !alerts.isEmpty, !record.run.isPartial else { return [] }
        let line = [record] + earlier.filter { !$0.run.isPartial }
        return AlertJudge(line: line.map { RunFigures($0) }).raised(alerts)
    }

    private func laterRun(than run: HistoricRun) throws(HistoryError) -> String? {
        try history.runs(RunQuery(from: run.started.nextUp, limit: 1)).first { $0.id != run.id }?.id
    }

    /// Times are compared with those of the same class of machine only.
    private func slower(
        _ record: HistoricRecord,
        _ matching: TestMatching?,
        _ runs: [HistoricRun]
    ) throws(HistoryError) -> [RunComparison.Slower] {
        let slow = record.tests.filter { ($0.seconds ?? 0) >= Self.watchedSeconds }
        let watched = slow.sorted { ($0.seconds ?? 0) > ($1.seconds ?? 0) }.prefix(Self.watchedTests)
        let alike = runs.filter { $0.machine == record.run.machine }.prefix(ResultStrip.length)
        let pasts = try pasts(watched.map(\.key), matching, in: Array(alike))
        return watched.compactMap { test in
            let times = (pasts[test.key]?.entries ?? []).filter { $0.outcome == .passed }.compactMap(\.seconds)
            return RunComparison.slower(test, earlier: times)
        }
    }
}
