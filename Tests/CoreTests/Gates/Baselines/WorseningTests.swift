import Core
import Criteria
import TestSupport
import Testing

@Suite("Worse, or noise")
struct WorseningTests {
    @Test("the bound is the prediction limit of Student's t, the floor three median deviations")
    func formula() throws {
        // Mean 100, standard deviation √2.5, t(4) = 2.132: margin 2.132 · √2.5 · √1.2 = 3.6927.
        let worse = try #require(Worsening(of: 110, against: [98, 99, 100, 101, 102], direction: .atMost))
        #expect((worse.estimate - 0.10).magnitude < 1e-12)
        #expect((worse.lowerBound - (0.10 - 0.036927)).magnitude < 1e-5)
        #expect((worse.floor - 0.03).magnitude < 1e-12)
        let better = try #require(Worsening(of: 110, against: [98, 99, 100, 101, 102], direction: .atLeast))
        #expect(better.estimate < -0.09)
        #expect(!better.exceeds(0))
    }

    @Test(
        "what cannot be compared gives no number",
        arguments: [
            (1, [1, 1]), (1, [0, 0, 0]), (1, [-1, -2, -3]), (.nan, [1, 1, 1]), (1, [1, 1, .infinity]),
            (.greatestFiniteMagnitude, [1e-300, 1e-300, 1e-300]),
        ] as [(Double, [Double])]
    )
    func incomparable(current: Double, earlier: [Double]) {
        #expect(Worsening(of: current, against: earlier, direction: .atMost) == nil)
    }

    @Test("beyond the table the quantile goes on smoothly")
    func longHistories() throws {
        let values = (0..<200).map { 100 + Double($0 % 2) }
        let worsening = try #require(Worsening(of: 100.5, against: values, direction: .atMost))
        // t(199) = 1.6525, s = 0.50125.
        #expect((worsening.lowerBound + 1.6525 * 0.50125 * (1 + 1 / 200.0).squareRoot() / 100.5).magnitude < 1e-6)
    }

    /// What 100 points of histories raise, by the rule and by comparing with the previous run alone.
    private struct Rates {
        var rule = 0.0
        var bare = 0.0
        var hidden = 0.0

        init(points: Int, runs: Int, noise: ClosedRange<Double>, regression: Double = 0, outliers: Double = 0.005) {
            var random = NoiseSource(seed: 20_261_124)
            for _ in 0..<points {
                let spread = random.logUniform(noise)
                let earlier = (0..<runs).map { _ in random.latency(spread, outliers: outliers) }
                let current = random.latency(spread, outliers: outliers) * (1 + regression)
                guard let worsening = Worsening(of: current, against: earlier, direction: .atMost) else { continue }
                if worsening.exceeds(0.05) { rule += 1 }
                if worsening.hides(0.05) { hidden += 1 }
                if current > earlier[runs - 1] * 1.05 { bare += 1 }
            }
            for path in [\Rates.rule, \.bare, \.hidden] { self[keyPath: path] *= 100 / Double(points) }
        }
    }

    @Test("unchanged code raises about 1 alarm in 100 points, and 25 by a bare 5 %", arguments: [3, 5, 10, 20])
    func falseAlarms(runs: Int) {
        // Histories as they are: between 1 and 8 % of noise, one run in 200 far off.
        let usual = Rates(points: 20_000, runs: runs, noise: 0.01...0.08)
        #expect(usual.rule <= 1.3, "\(runs) runs: \(usual.rule) alarms, bare \(usual.bare), hidden \(usual.hidden)")
        #expect(usual.bare >= 10 * usual.rule)
        // Noise of 5 % is what gives a bare comparison its 25 alarms.
        let noisy = Rates(points: 20_000, runs: runs, noise: 0.05...0.05)
        #expect(noisy.bare > 22 && noisy.bare < 28)
        #expect(noisy.rule <= 2, "\(runs) runs: \(noisy.rule) alarms, bare \(noisy.bare), hidden \(noisy.hidden)")
    }

    @Test(
        "a regression is caught where the noise is low, and a doubling always",
        arguments: [
            (3, 0.005, 0.10, 95), (5, 0.01, 0.10, 90), (5, 0.01, 0.20, 95), (10, 0.02, 0.20, 95), (5, 0.08, 1, 97),
        ]
            as [(Int, Double, Double, Double)]
    )
    func power(runs: Int, noise: Double, regression: Double, caught: Double) {
        let rates = Rates(points: 5_000, runs: runs, noise: noise...noise, regression: regression)
        #expect(rates.rule >= caught, "caught \(rates.rule) of 100")
    }
}

/// Run-to-run noise from a seed: log-normal jitter, and now and then a run that a busy machine slowed down.
struct NoiseSource {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// From 0 up to 1.
    private mutating func unit() -> Double { Double(random.next() >> 11) / 9_007_199_254_740_992 }

    /// The sum of twelve uniform numbers less 6: normal as far as four standard deviations matter.
    private mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + unit() } }

    mutating func logUniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound * Self.exponential(unit() * Self.logarithm(range.upperBound / range.lowerBound))
    }

    mutating func latency(_ spread: Double, outliers: Double) -> Double {
        let value = 0.2 * Self.exponential(normal() * spread)
        return unit() < outliers ? value * (1.1 + 0.4 * unit()) : value
    }

    private static func exponential(_ power: Double) -> Double {
        let small = power / 1_024
        var sum = 1 + small + small * small / 2 + small * small * small / 6
        for _ in 0..<10 { sum *= sum }
        return sum
    }

    /// By Newton's method; the argument is near 1.
    private static func logarithm(_ value: Double) -> Double {
        (0..<40).reduce(0) { guess, _ in guess - 1 + value / exponential(guess) }
    }
}
