/// A result of some run that was no plain pass.
package struct HistoricFailure: Sendable, Hashable {
    package var run: String
    package var key: TestKey
    package var outcome: TestOutcome
    package var message: String?

    package init(run: String, key: TestKey, outcome: TestOutcome, message: String? = nil) {
        self.run = run
        self.key = key
        self.outcome = outcome
        self.message = message
    }
}

/// What a test came to in several runs.
package struct TestTotal: Sendable, Hashable {
    package var key: TestKey
    /// Results of any kind.
    package var runs: Int
    package var failed: Int
    package var flaky: Int
    package var skipped: Int
    /// Added up, in seconds.
    package var seconds: Double
    /// Days since 1970, of the first and of the last result.
    package var firstDay: Int
    package var lastDay: Int

    package init(
        key: TestKey,
        runs: Int = 0,
        failed: Int = 0,
        flaky: Int = 0,
        skipped: Int = 0,
        seconds: Double = 0,
        firstDay: Int,
        lastDay: Int
    ) {
        self.key = key
        self.runs = runs
        self.failed = failed
        self.flaky = flaky
        self.skipped = skipped
        self.seconds = seconds
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    /// Runs in which it really ran.
    package var executed: Int { runs - skipped }

    /// Seconds a run; nil where it never ran.
    package var meanSeconds: Double? { executed > 0 ? seconds / Double(executed) : nil }

    fileprivate mutating func add(_ other: TestTotal) {
        runs += other.runs
        failed += other.failed
        flaky += other.flaky
        skipped += other.skipped
        seconds += other.seconds
        firstDay = min(firstDay, other.firstDay)
        lastDay = max(lastDay, other.lastDay)
    }

    package mutating func count(_ outcome: TestOutcome, seconds: Double?, day: Int) {
        runs += 1
        switch outcome {
        case .passed: break
        case .failed: failed += 1
        case .flaky: flaky += 1
        case .skipped: skipped += 1
        }
        self.seconds += seconds ?? 0
        firstDay = min(firstDay, day)
        lastDay = max(lastDay, day)
    }
}

extension [TestTotal] {
    /// With those of other days; tests that only these have come last.
    package func adding(_ other: [TestTotal]) -> [TestTotal] {
        guard !isEmpty else { return other }
        var all = self
        var places: [TestKey: Int] = [:]
        places.reserveCapacity(count)
        for index in indices { places[self[index].key] = index }
        for total in other {
            if let place = places[total.key] { all[place].add(total) } else { all.append(total) }
        }
        return all
    }
}

extension HistoricRun {
    /// The day that it started on, in days since 1970, UTC.
    package var day: Int { CalendarDay(containing: started)?.number ?? 0 }

    package var name: RunComparison.RunName { RunComparison.RunName(id: id, commit: commit) }
}
