import Chance
import Mocking
import Testing

@Suite struct FaultRuleTests {
    private func hits(_ rule: FaultRule, of count: Int, seed: UInt64 = 1) -> [Int] {
        (1...count).filter { rule.meets(hit: $0, at: Double($0), Draw(seed: seed, "stub")) }
    }

    @Test("the first N, every Nth, after N and a window meet the requests that they say")
    func counting() {
        #expect(hits(FaultRule(.reset, first: 2), of: 5) == [1, 2])
        #expect(hits(FaultRule(.reset, every: 3), of: 9) == [3, 6, 9])
        #expect(hits(FaultRule(.reset, after: 7), of: 9) == [8, 9])
        #expect(hits(FaultRule(.reset, window: 2..<4), of: 9) == [2, 3])
        #expect(hits(FaultRule(.reset, first: 6, every: 3), of: 20) == [3, 6])
        #expect(hits(FaultRule(.reset), of: 3) == [1, 2, 3])
    }

    @Test("chance is the seed's: the same again, near its share, never at 0 and always at 1")
    func chance() {
        let rule = FaultRule(.reset, probability: 0.2)
        let met = hits(rule, of: 10_000)
        #expect(met == hits(rule, of: 10_000))
        #expect(met != hits(rule, of: 10_000, seed: 2))
        #expect((1_850...2_150).contains(met.count))
        #expect(hits(FaultRule(.reset, probability: 0), of: 10_000).isEmpty)
        #expect(hits(FaultRule(.reset, probability: 1), of: 100).count == 100)
    }

    @Test("delays keep to their distribution: bounds of a uniform one, median and longest of a lognormal one")
    func delays() {
        let draw = Draw(seed: 3, "delay")
        let uniform = (0..<10_000).map { Delay.uniform(0.01...0.04).seconds(draw, $0) }
        #expect(uniform.allSatisfy { (0.01...0.04).contains($0) })
        #expect(abs(uniform.reduce(0, +) / 10_000 - 0.025) < 0.001)
        let late = (0..<10_001).map { Delay.lognormal(median: 0.02, sigma: 0.5, longest: 0.1).seconds(draw, $0) }
            .sorted()
        #expect(abs(late[5_000] - 0.02) < 0.001)
        #expect(late.last ?? 1 <= 0.1)
    }
}
