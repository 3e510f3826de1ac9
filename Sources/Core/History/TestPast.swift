import Criteria

/// The results of one test in the runs before, newest first.
package struct TestPast: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package var run: RunComparison.RunName
        /// nil where the run did not have the test.
        package var outcome: TestOutcome?
        package var seconds: Double?

        package init(run: RunComparison.RunName, outcome: TestOutcome?, seconds: Double? = nil) {
            self.run = run
            self.outcome = outcome
            self.seconds = seconds
        }
    }

    package var entries: [Entry]

    package init(_ entries: [Entry]) { self.entries = entries }

    /// What decided last: skipped runs and runs without the test say nothing.
    var last: Entry? { entries.first { $0.outcome != nil && $0.outcome != .skipped } }

    /// The run at the beginning of the failing streak that the newest entries are.
    var streakStart: RunComparison.RunName? {
        var start: RunComparison.RunName?
        for entry in entries {
            switch entry.outcome {
            case .failed: start = entry.run
            case .skipped, nil: continue
            case .passed, .flaky: return start
            }
        }
        return start
    }

    var lastPassed: RunComparison.RunName? {
        entries.first { $0.outcome == .passed || $0.outcome == .flaky }?.run
    }
}

extension RunComparison {
    /// Fewer earlier times say nothing of what is usual for a test.
    private static let fewestTimes = 5
    /// A test that is slower by less is not worth a person's time, whatever the share.
    private static let smallestDelay = 0.1
    /// Of a message the reports show the beginning; the record has all of it.
    private static let messageLimit = 300
    /// A test that is slower by less of its usual time is not called slow.
    private static let smallestShare = 0.5

    /// Compares a run with the ones before it.
    ///
    /// `tests`: the run's, each key once.
    /// `previous`: the run before, and its tests beside these; nil where there is none.
    /// `past`: the results of one test in the runs before, newest first; asked for tests that did not simply pass twice.
    package init(
        of tests: [TestObservation],
        in run: RunName,
        previous: (run: RunName, matching: TestMatching)?,
        past: (TestKey) -> TestPast
    ) {
        guard let previous else {
            flaky = tests.filter { $0.outcome == .flaky }.map { Self.change($0, past: TestPast([])) }
            return
        }
        self.previous = previous.run
        for (test, before) in zip(tests, previous.matching.before) {
            if let before {
                add(test, before: before, in: run, past: past)
            } else {
                add(newcomer: test, in: run, past: past(test.key))
            }
        }
        removedTests = previous.matching.gone
    }

    private mutating func add(newcomer test: TestObservation, in run: RunName, past: TestPast) {
        // A test that was left out of the last run only is not new.
        if past.entries.allSatisfy({ $0.outcome == nil }) { newTests.append(test.key) }
        switch test.outcome {
        case .failed:
            let isStill = past.last?.outcome == .failed
            let change = Self.change(test, past: past, current: run)
            if isStill { stillFailing.append(change) } else { newFailures.append(change) }
        case .flaky: flaky.append(Self.change(test, past: past))
        case .passed, .skipped: break
        }
    }

    private mutating func add(
        _ test: TestObservation,
        before: TestOutcome,
        in run: RunName,
        past: (TestKey) -> TestPast
    ) {
        switch (test.outcome, before) {
        case (.passed, .passed), (.skipped, _): return
        case (.failed, _):
            let past = past(test.key)
            let change = Self.change(test, past: past, current: run)
            if past.last?.outcome == .failed { stillFailing.append(change) } else { newFailures.append(change) }
        case (.flaky, _):
            let past = past(test.key)
            flaky.append(Self.change(test, past: past))
            if past.last?.outcome == .failed { fixed.append(Self.change(test, past: past)) }
        case (.passed, _):
            let past = past(test.key)
            if past.last?.outcome == .failed { fixed.append(Self.change(test, past: past)) }
        }
    }

    private static func change(_ test: TestObservation, past: TestPast, current: RunName? = nil) -> Change {
        let strip = past.entries.prefix(ResultStrip.length - 1).reversed().map(\.outcome) + [test.outcome]
        return Change(
            key: test.key,
            strip: ResultStrip(strip),
            since: past.streakStart ?? current,
            lastPassed: past.lastPassed,
            message: test.message.map { String($0.prefix(messageLimit)) }
        )
    }

    /// Whether a test takes longer than its earlier times explain, by the rule that performance gates use.
    package static func slower(_ test: TestObservation, earlier: [Double]) -> Slower? {
        guard test.outcome == .passed || test.outcome == .flaky, let seconds = test.seconds,
            earlier.count >= fewestTimes,
            let worsening = Worsening(of: seconds, against: earlier, direction: .atMost),
            worsening.exceeds(smallestShare), seconds - worsening.median >= smallestDelay
        else { return nil }
        return Slower(key: test.key, seconds: seconds, usual: worsening.median)
    }
}
