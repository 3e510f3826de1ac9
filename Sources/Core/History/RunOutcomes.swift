/// What became of every test of a run, by the hashes of the tests' keys: for as many tests as there may be, without a text.
package struct RunOutcomes: Sendable, Hashable {
    /// By the names that the tests go by.
    package var outcomes: [UInt64: TestOutcome]
    /// The names that tests have had, with those that they go by.
    package var aliases: [UInt64: UInt64]

    package init(_ outcomes: [UInt64: TestOutcome] = [:], aliases: [UInt64: UInt64] = [:]) {
        self.outcomes = outcomes
        self.aliases = aliases
    }

    package init(_ tests: [TestObservation]) {
        self.init(Dictionary(tests.map { ($0.key.hash, $0.outcome) }) { first, _ in first })
    }

    /// What became of a test, by any of its names; nil where the run did not have it.
    package func outcome(_ hash: UInt64) -> TestOutcome? { present(hash).flatMap { outcomes[$0] } }

    /// The name that a test goes by in this run; nil where the run did not have it.
    func present(_ hash: UInt64) -> UInt64? {
        if outcomes[hash] != nil { return hash }
        guard let other = aliases[hash], outcomes[other] != nil else { return nil }
        return other
    }
}

/// The tests of a run beside those of the run before: which is which, which are new and which are gone.
package struct TestMatching: Sendable, Hashable {
    /// Of the run before, by the tests' place in this one; nil for tests that it did not have.
    package private(set) var before: [TestOutcome?] = []
    /// The names that tests of this run had before.
    package private(set) var former: [TestKey: TestKey] = [:]
    package private(set) var gone: [TestKey] = []
    /// Tests that may have been moved, and where nobody can say from where.
    package private(set) var ambiguous: [TestKey] = []

    /// Matches the tests of two runs.
    ///
    /// `told`: renamed tests, as the source says.
    /// `isPartial`: whether the run was to have part of the tests only, so that none is gone.
    /// `keys`: the tests behind some hashes of the run before.
    package init<Failure: Error>(
        of tests: [TestObservation],
        with previous: RunOutcomes,
        told: [TestRenames.Rename] = [],
        isPartial: Bool = false,
        keys: ([UInt64]) throws(Failure) -> [TestKey]
    ) throws(Failure) {
        var seen: Set<UInt64> = []
        var appeared: [Int] = []
        before.reserveCapacity(tests.count)
        for (index, test) in tests.enumerated() {
            let name = previous.present(test.key.hash)
            if let name { seen.insert(name) } else { appeared.append(index) }
            before.append(name.flatMap { previous.outcomes[$0] })
        }
        guard !isPartial else { return }
        gone = try keys(previous.outcomes.keys.filter { !seen.contains($0) }).sorted { $0.title < $1.title }
        guard !appeared.isEmpty, !gone.isEmpty, TestRenames.isWhole(kept: seen.count, of: previous.outcomes.count)
        else {
            return
        }
        let renames = TestRenames(vanished: gone, appeared: appeared.map { tests[$0].key }, told: told)
        ambiguous = renames.ambiguous
        former = Dictionary(renames.renames.map { ($0.to, $0.from) }) { first, _ in first }
        let moved = Set(former.values)
        gone.removeAll { moved.contains($0) }
        for index in appeared {
            guard let key = former[tests[index].key] else { continue }
            before[index] = previous.outcomes[key.hash]
        }
    }
}
