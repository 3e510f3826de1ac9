/// A test with its result in one run.
package struct TestObservation: Sendable, Hashable {
    package var key: TestKey
    package var outcome: TestOutcome
    /// Seconds, those of tests under one name added up; nil where no report gives any.
    package var seconds: Double?
    /// Results under this key in the run that no retry explains: 2 for two tests with one name, or for one that two steps run.
    package var count: Int
    /// The step that ran it; nil where that is not known.
    package var step: String?
    /// Of a failure, bounded; nil for what passed or was skipped.
    package var message: String?

    package init(
        key: TestKey,
        outcome: TestOutcome,
        seconds: Double? = nil,
        count: Int = 1,
        message: String? = nil,
        step: String? = nil
    ) {
        self.key = key
        self.outcome = outcome
        self.seconds = seconds
        self.count = count
        self.message = message
        self.step = step
    }

    package init(_ test: TestCase, labels: Labels = [:], step: String? = nil) {
        let outcome = TestOutcome(test)
        let seconds = test.seconds.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
        self.init(
            key: TestKey(test, labels: labels),
            outcome: outcome,
            seconds: seconds,
            message: outcome == .failed || outcome == .flaky ? test.message : nil,
            step: step
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
        var places: [UInt64: Int] = [:]
        var result: [TestObservation] = []
        result.reserveCapacity(count)
        places.reserveCapacity(count)
        for observation in self {
            let hash = observation.key.hash
            if let place = places[hash] {
                result[place].join(observation)
            } else {
                places[hash] = result.count
                result.append(observation)
            }
        }
        return result
    }
}
