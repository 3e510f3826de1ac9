/// Several tries of the same tests, in order, matched by identity.
struct Tries {
    /// A kept case: of which report, counted over all tries, and which of its cases.
    struct Place: Hashable {
        var report: Int
        var index: Int
    }

    /// What the tries of one identity come to.
    struct Decision {
        /// What all tries but the deciding one have put into the tally.
        var overtaken = TestTally()
        var overtakenCases: [Place] = []
        /// How many tests passed in the end, after a try that failed.
        var flaky = 0
        /// Kept cases that stand for them, passed or failed.
        var flakyCases: [Place] = []
        /// By report, how many passed tests without details are overtaken, or stand among `flakyCases`.
        var unkept: [Int: Int] = [:]
    }

    /// One result: sixteen bytes, as a suite may have a million.
    private struct Item {
        let identity: UInt64
        let report: UInt32
        /// The kept case, or `unkept` for a test that passed without anything to tell.
        let index: UInt32

        static let unkept = UInt32.max
    }

    /// The reports of all tries, one try behind the other.
    private let reports: [TestResults]
    /// By report, which try it belongs to.
    private let numbers: [Int]
    /// Sorted by identity, then by report, and so by try.
    private var items: [Item] = []

    /// Each try with its reports.
    init(_ tries: [[TestResults]]) {
        reports = tries.flatMap(\.self)
        numbers = tries.enumerated().flatMap { number, reports in reports.map { _ in number } }
        items.reserveCapacity(reports.reduce(0) { $0 + $1.cases.count + $1.passed.count })
        for (report, tests) in reports.enumerated() {
            let report = UInt32(clamping: report)
            for (index, test) in tests.cases.enumerated() {
                items.append(Item(identity: test.identity, report: report, index: UInt32(clamping: index)))
            }
            for identity in tests.passed { items.append(Item(identity: identity, report: report, index: Item.unkept)) }
        }
        items.sort { ($0.identity, $0.report, $0.index) < ($1.identity, $1.report, $1.index) }
    }

    /// What becomes of each identity that several tries hold equally often.
    ///
    /// Where they do not, it cannot be told which result belongs to which test, and all of them stand.
    func forEachDecision(_ body: (Decision) -> Void) {
        forEachShared { shared in
            var results: [ArraySlice<Item>] = []
            var rest = shared
            while let first = rest.first {
                let number = number(of: first)
                results.append(rest.prefix { self.number(of: $0) == number })
                rest = rest.drop { self.number(of: $0) == number }
            }
            if Set(results.map(\.count)).count == 1 { body(decision(results)) }
        }
    }

    /// For each report the identities of passed tests without details that another try has too.
    func sharedPassed() -> [[UInt64]] {
        var shared = reports.map { _ in [UInt64]() }
        forEachShared { items in
            for item in items where item.index == Item.unkept { shared[Int(item.report)].append(item.identity) }
        }
        return shared
    }

    /// The results of each identity that occurs in more than one try.
    private func forEachShared(_ body: (ArraySlice<Item>) -> Void) {
        var start = 0
        while start < items.count {
            var end = start
            while end < items.count, items[end].identity == items[start].identity { end += 1 }
            if number(of: items[start]) != number(of: items[end - 1]) { body(items[start..<end]) }
            start = end
        }
    }

    private func number(of item: Item) -> Int { numbers[Int(item.report)] }

    /// The last try that really ran decides.
    private func decision(_ results: [ArraySlice<Item>]) -> Decision {
        let tallies = results.map(tally)
        let last = tallies.lastIndex { $0.executed > 0 } ?? results.count - 1
        var decision = Decision()
        var failedBefore = 0
        var failures: [Place] = []
        for (position, items) in results.enumerated() where position != last {
            decision.overtaken = decision.overtaken + tallies[position]
            decision.overtakenCases += places(items) { _ in true }
            for item in items where item.index == Item.unkept { decision.unkept[Int(item.report), default: 0] += 1 }
            guard position < last, bad(tallies[position]) > failedBefore else { continue }
            failedBefore = bad(tallies[position])
            failures = places(items) { $0.status == .failed || $0.status == .error }
        }
        let final = tallies[last]
        let recovered = min(final.passed, max(0, failedBefore - bad(final)))
        decision.flaky = max(0, recovered - final.flaky)
        let kept = places(results[last]) { $0.status == .passed && !$0.flaky }
        decision.flakyCases = Array((kept + failures).prefix(decision.flaky))
        let shown = max(0, decision.flakyCases.count - kept.count)
        for item in results[last].filter({ $0.index == Item.unkept }).prefix(shown) {
            decision.unkept[Int(item.report), default: 0] += 1
        }
        return decision
    }

    private func bad(_ tally: TestTally) -> Int { tally.failed + tally.errors }

    private func places(_ items: ArraySlice<Item>, where matches: (TestCase) -> Bool) -> [Place] {
        items.compactMap { item in
            guard let test = test(item), matches(test) else { return nil }
            return Place(report: Int(item.report), index: Int(item.index))
        }
    }

    private func tally(_ items: ArraySlice<Item>) -> TestTally {
        var tally = TestTally()
        for item in items {
            let test = test(item)
            tally.count(test?.status ?? .passed, flaky: test?.flaky ?? false, seconds: 0)
        }
        return tally
    }

    private func test(_ item: Item) -> TestCase? {
        item.index == Item.unkept ? nil : reports[Int(item.report)].cases[Int(item.index)]
    }
}
