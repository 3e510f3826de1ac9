/// All that is known of one test on one line of runs.
package struct TestPage: Sendable, Hashable {
    package struct Failure: Sendable, Hashable {
        package var run: RunComparison.RunName
        package var outcome: TestOutcome
        /// nil where the report gave none, or where it was long ago.
        package var message: String?
    }

    /// A change of its time, with the first run behind it.
    package struct Change: Sendable, Hashable {
        package var run: RunComparison.RunName
        package var before: Double
        package var after: Double
    }

    package var key: TestKey
    package var state: TestState
    package var evidence: FlakyEvidence
    package var strip: ResultStrip
    /// Newest first, those that had it.
    package var entries: [TestPast.Entry]
    /// Where it broke, where it is broken now, and the last run in which it had passed.
    package var firstFailed: RunComparison.RunName?
    package var lastPassed: RunComparison.RunName?
    /// Newest first.
    package var failures: [Failure]
    package var changes: [Change]
    /// The median of its times, in seconds; nil where no report gives any.
    package var usualSeconds: Double?

    /// Puts together what is known.
    ///
    /// `past`: in the order of the runs, newest first.
    /// `runs`: those of one line; runs in which most tests failed are left out of the state.
    /// `failures`: of those runs, of this test.
    package init(_ key: TestKey, past: TestPast, runs: [HistoricRun], failures: [HistoricFailure]) {
        self.key = key
        let known = Dictionary(runs.map { ($0.id, $0) }) { first, _ in first }
        entries = past.entries.filter { $0.outcome != nil }
        let monitor = HealthMonitor(past.samples(in: known))
        (state, evidence) = (monitor.state, monitor.evidence)
        strip = ResultStrip(past.entries.prefix(ResultStrip.length).reversed().map(\.outcome))
        firstFailed = past.streakStart
        lastPassed = past.lastPassed
        let messages = Dictionary(failures.map { ($0.run, $0.message) }) { first, _ in first }
        self.failures = entries.compactMap { entry in
            guard let outcome = entry.outcome, outcome == .failed || outcome == .flaky else { return nil }
            return Failure(run: entry.run, outcome: outcome, message: messages[entry.run.id] ?? nil)
        }
        // Times of one class of machine, oldest first.
        let machine = entries.first.flatMap { known[$0.run.id]?.machine }
        let timed = entries.reversed().filter { entry in
            entry.outcome == .passed && entry.seconds != nil && known[entry.run.id]?.machine == machine
        }
        let times = timed.compactMap(\.seconds)
        usualSeconds = Median.of(times)
        changes = ChangePoints.find(in: times, rules: .init(smallestChange: 0.2)).map { point in
            Change(run: timed[point.index].run, before: point.before, after: point.after)
        }
    }
}
