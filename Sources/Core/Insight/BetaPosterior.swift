/// What is known of a rate after some trials: a Beta distribution with whole parameters.
package struct BetaPosterior: Sendable, Hashable {
    /// Prior events and non-events: one event in a hundred, weakly held.
    private static let prior = (events: 1, others: 99)
    /// More trials change nothing that anybody would act on, and keep the sums within what a `Double` holds.
    private static let trialLimit = 400

    private let events: Int
    private let others: Int

    /// What some trials say.
    ///
    /// `events`: how often it happened; not negative.
    /// `others`: how often it did not; not negative.
    package init(events: Int, others: Int) {
        let (events, others) = (max(0, events), max(0, others))
        let total = events + others
        let scale = total > Self.trialLimit ? Double(Self.trialLimit) / Double(total) : 1
        self.events = Self.prior.events + Int((Double(events) * scale).rounded())
        self.others = Self.prior.others + Int((Double(others) * scale).rounded())
    }

    package var mean: Double { Double(events) / Double(events + others) }

    /// The value that the rate lies below with a probability from 0 to 1.
    package func quantile(_ probability: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if cumulative(middle) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The regularised incomplete beta function, for whole parameters a sum over a binomial distribution.
    ///
    /// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.24.
    func cumulative(_ value: Double) -> Double {
        if value <= 0 { return 0 }
        if value >= 1 { return 1 }
        return value <= 0.5
            ? 1 - Self.tail(value, successes: events, of: events + others - 1)
            : Self.tail(1 - value, successes: others, of: events + others - 1)
    }

    /// The probability of fewer than so many successes in some trials, each with a probability of at most one half.
    private static func tail(_ probability: Double, successes: Int, of trials: Int) -> Double {
        var term = power(1 - probability, trials)
        var sum = 0.0
        for count in 0..<successes {
            sum += term
            term *= Double(trials - count) / Double(count + 1) * probability / (1 - probability)
        }
        return min(1, sum)
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var (result, base, exponent) = (1.0, base, exponent)
        while exponent > 0 {
            if exponent & 1 == 1 { result *= base }
            base *= base
            exponent >>= 1
        }
        return result
    }

    /// How many passes in a row make a failure at this rate implausible: the chance of seeing none falls below 5 %.
    package static func straightPasses(rate: Double) -> Int {
        guard rate > 0 else { return .max }
        guard rate < 1 else { return 1 }
        var (chance, count) = (1.0, 0)
        while chance >= 0.05, count < 1_000 {
            chance *= 1 - rate
            count += 1
        }
        return count
    }
}
