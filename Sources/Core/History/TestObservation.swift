/// A test with its result in one run.
package struct TestObservation: Sendable, Hashable {
    package var key: TestKey
    package var outcome: TestOutcome
    /// Seconds, those of tests under one name added up; nil where no report gives any.
    package var seconds: Double?
    /// Results under this key in the run: 2 for two tests with one name.
    package var count: Int
    /// Of a failure, bounded; nil for what passed or was skipped.
    package var message: String?

    package init(
        key: TestKey,
        outcome: TestOutcome,
        seconds: Double? = nil,
        count: Int = 1,
        message: String? = nil
    ) {
        self.key = key
        self.outcome = outcome
        self.seconds = seconds
        self.count = count
        self.message = message
    }

    package init(_ test: TestCase, labels: Labels = [:]) {
        let outcome = TestOutcome(test)
        let seconds = test.seconds.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
        self.init(
            key: TestKey(test, labels: labels),
            outcome: outcome,
            seconds: seconds,
            message: outcome == .failed || outcome == .flaky ? test.message : nil
        )
    }

    /// Takes in another result under the same key: the worse outcome counts, times add up.
    package mutating func join(_ other: TestObservation) {
        if other.outcome.rank > outcome.rank {
            outcome = other.outcome
            message = other.message ?? message
        }
        if let more = other.seconds { seconds = (seconds ?? 0) + more }
        count += other.count
    }
}

extension [TestObservation] {
    /// Each key once, in the order of its first result.
    package var joined: [TestObservation] {
        var places: [TestKey: Int] = [:]
        var result: [TestObservation] = []
        result.reserveCapacity(count)
        places.reserveCapacity(count)
        for observation in self {
            if let place = places[observation.key] {
                result[place].join(observation)
            } else {
                places[observation.key] = result.count
                result.append(observation)
            }
        }
        return result
    }
}
