import Criteria

/// Tests that cannot be believed, each with its evidence and with what it costs.
package struct FlakyReport: Sendable, Hashable {
    package struct Row: Sendable, Hashable {
        package var key: TestKey
        package var state: TestState
        package var evidence: FlakyEvidence
        package var strip: ResultStrip
        /// Runs that failed because of tests like this one and of nothing else.
        package var runsBlocked: Int
        /// Seconds of those runs, shared among the tests that blocked them.
        package var secondsLost: Double
        /// The newest run in which it was no plain pass.
        package var last: RunComparison.RunName?
    }

    /// Those that cost most first; healthy tests are left out.
    package private(set) var rows: [Row] = []
    /// Runs that the report rests on.
    package private(set) var runs: Int
    /// Runs in which most tests failed: they tell of the place that they ran in, and are left out.
    package private(set) var outages: [RunComparison.RunName]
    /// Tests of the newest run.
    package private(set) var tests: Int
    /// Runs that such tests have failed, and nothing else.
    package private(set) var blocked: Set<String> = []

    /// Tests that are flaky, of all; nil where there are no tests.
    package var rate: Double? {
        tests > 0 ? Double(rows.count { $0.state == .flaky }) / Double(tests) : nil
    }

    /// Follows every test that was ever no plain pass.
    ///
    /// `runs`: of one line, newest first.
    /// `failures`: of those runs.
    /// `tests`: how many tests the newest run has.
    /// `fewestFailures`: tests with fewer results that are no plain pass are not followed: with 2, suspects are missing.
    /// `past`: what became of some tests in some runs, in the order of the runs.
    package init<Failure: Error>(
        runs all: [HistoricRun],
        failures: [HistoricFailure],
        tests: Int,
        fewestFailures: Int = 1,
        past: ([TestKey], [HistoricRun]) throws(Failure) -> [TestKey: TestPast],
        rules: HealthMonitor.Rules = HealthMonitor.Rules()
    ) throws(Failure) {
        let runs = all.filter { !$0.isOutage && !$0.interrupted }
        self.runs = runs.count
        self.tests = tests
        outages = all.filter(\.isOutage).map(\.name)
        let known = Dictionary(runs.map { ($0.id, $0) }) { first, _ in first }
        let counted = failures.filter { known[$0.run] != nil }
        let numbers = Dictionary(counted.map { ($0.key, 1) }, uniquingKeysWith: +)
        let pasts = try past(numbers.filter { $0.value >= fewestFailures }.map(\.key), runs)
        for (key, past) in pasts {
            let monitor = HealthMonitor(past.samples(in: known), rules: rules)
            guard monitor.state != .healthy else { continue }
            rows.append(
                Row(
                    key: key,
                    state: monitor.state,
                    evidence: monitor.evidence,
                    strip: ResultStrip(past.entries.prefix(ResultStrip.length).reversed().map(\.outcome)),
                    runsBlocked: 0,
                    secondsLost: 0,
                    last: past.entries.first { $0.outcome == .failed || $0.outcome == .flaky }?.run
                )
            )
        }
        charge(counted, known)
        rows.sort { left, right in
            (right.runsBlocked, right.secondsLost, right.state, left.key.text)
                < (left.runsBlocked, left.secondsLost, left.state, right.key.text)
        }
    }

    /// Charges each run that only such tests have failed to the tests that did.
    private mutating func charge(_ failures: [HistoricFailure], _ runs: [String: HistoricRun]) {
        var places: [TestKey: Int] = [:]
        for (index, row) in rows.enumerated() where row.state == .flaky || row.state == .suspect {
            places[row.key] = index
        }
        let failed = Dictionary(grouping: failures.filter { $0.outcome == .failed }, by: \.run)
        // In one order, so that the same seconds are always added up to the same sum.
        for (id, failed) in failed.sorted(by: { $0.key < $1.key }) {
            let own = failed.compactMap { places[$0.key] }
            guard own.count == failed.count, let run = runs[id] else { continue }
            blocked.insert(id)
            for index in own {
                rows[index].runsBlocked += 1
                rows[index].secondsLost += run.seconds / Double(own.count)
            }
        }
    }
}

extension FlakyReport {
    /// What a run's record keeps of it.
    package var figures: [HistoricFigure] {
        let flaky = Double(rows.count { $0.state == .flaky })
        let count = HistoricFigure("flaky_test_count", value: flaky, dimension: .count)
        return [count] + (rate.map { [HistoricFigure("flaky_rate", value: $0, dimension: .ratio)] } ?? [])
    }
}

extension HistoricRun {
    /// The commit and the class of machine; nil where it may have been other code than the commit's.
    var revision: String? {
        guard isOfCommit, let commit else { return nil }
        return "\(commit) \(machine ?? "")"
    }
}
