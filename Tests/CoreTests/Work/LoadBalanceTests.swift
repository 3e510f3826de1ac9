import Core
import TestSupport
import Testing

@Suite("Tests shared among shards")
struct LoadBalanceTests {
    @Test("every test is in exactly one shard, and no shard is empty while there are tests enough", arguments: 0..<20)
    func partition(batch: Int) {
        for seed in 0..<50 {
            var generator = SeededGenerator(seed: UInt64(batch * 100 + seed))
            let weights = Self.durations(generator.number(1...200), &generator)
            let count = generator.number(1...30)
            let shares = LoadBalance.shares(weights, among: count)
            #expect(shares.joined().sorted() == Array(weights.indices))
            #expect(shares.count == min(count, weights.count))
            let isSomeEmpty = shares.contains { $0.isEmpty }
            #expect(!isSomeEmpty)
        }
    }

    @Test("the last shard ends within a tenth of the best that can be", arguments: 0..<20)
    func smallMakespans(batch: Int) {
        for seed in 0..<15 {
            var generator = SeededGenerator(seed: UInt64(batch * 1000 + seed))
            let weights = Self.durations(generator.number(1...9), &generator)
            let count = generator.number(1...4)
            let found = LoadBalance.makespan(LoadBalance.shares(weights, among: count), weights)
            let best = Self.best(weights, among: count)
            #expect(found <= best * 1.1, "\(weights) among \(count): \(found), \(best) is possible")
        }
    }

    @Test("of many tests too: against what no cut can be better than", arguments: 0..<20)
    func largeMakespans(batch: Int) {
        var generator = SeededGenerator(seed: UInt64(batch + 77))
        let weights = Self.durations(generator.number(100...2000), &generator)
        let count = generator.number(2...16)
        let found = LoadBalance.makespan(LoadBalance.shares(weights, among: count), weights)
        let bound = max(weights.max() ?? 0, weights.reduce(0, +) / Double(count))
        #expect(found <= bound * 1.1)
    }

    @Test("the case in which the longest first alone is worst by a seventh")
    func knownTrap() {
        let weights = [3.0, 3, 2, 2, 2]
        #expect(LoadBalance.makespan(LoadBalance.shares(weights, among: 2), weights) == 6)
    }

    @Test("nonsense among the times is as good as none")
    func nonsense() {
        let shares = LoadBalance.shares([.nan, -5, .infinity, 1], among: 2)
        #expect(shares.joined().sorted() == [0, 1, 2, 3])
    }

    /// As suites have them: most short, some long.
    private static func durations(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in
            let base = Double(generator.number(1...100)) / 10
            return generator.chance(10) ? base * 12 : base
        }
    }

    /// By trying all ways.
    private static func best(_ weights: [Double], among count: Int) -> Double {
        var sums = Array(repeating: 0.0, count: count)
        var best = Double.infinity
        func place(_ next: Int) {
            guard next < weights.count else { return best = min(best, sums.max() ?? 0) }
            for worker in sums.indices {
                sums[worker] += weights[next]
                if sums[worker] < best { place(next + 1) }
                sums[worker] -= weights[next]
                // Workers with nothing to do are all alike.
                if sums[worker] == 0 { break }
            }
        }
        place(0)
        return best
    }
}
