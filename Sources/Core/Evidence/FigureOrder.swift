import Criteria

/// Whether figures of one series are in the order that they must be in: the least, percentiles as they rise, the most.
struct FigureOrder {
    /// How much the tool rounds its figures, as a share of them.
    let rounding: Double
    /// How much it rounds the smallest ones, in their unit.
    private let least: Double
    /// Whether the least and the most are of the same samples as the percentiles.
    private let hasOwnEnds: Bool

    /// Tools give percentiles to so many digits; what they differ by rounding is no disorder.
    init(rounding: Double, least: Double = 0, hasOwnEnds: Bool = true) {
        self.rounding = rounding
        self.least = least
        self.hasOwnEnds = hasOwnEnds
    }

    /// Of a load test, in seconds: Locust gives percentiles with two digits and in whole milliseconds, of samples that may have
    /// been counted for longer than its least and most; wrk with three or four digits; others as they were computed.
    init(format: String) {
        switch format {
        case "locust-csv": self.init(rounding: 0.06, least: 0.001, hasOwnEnds: false)
        case "wrk": self.init(rounding: 0.01)
        default: self.init(rounding: 1e-6)
        }
    }

    /// The first two figures that are in the wrong order; nil where all are in order.
    func disorder(_ values: [Aggregate: Double]) -> (lower: Aggregate, upper: Aggregate)? {
        let ranked = values.compactMap { aggregate, value in
            rank(aggregate).map { (aggregate: aggregate, rank: $0, value: value) }
        }.sorted { ($0.rank, $0.value) < ($1.rank, $1.value) }
        for (lower, upper) in zip(ranked, ranked.dropFirst())
        where lower.rank < upper.rank && exceeds(lower.value, upper.value) {
            return (lower.aggregate, upper.aggregate)
        }
        // The average lies anywhere between the ends.
        if let average = values[.average] {
            if let least = values[.minimum], exceeds(least, average) { return (.minimum, .average) }
            if let most = values[.maximum], exceeds(average, most) { return (.average, .maximum) }
        }
        return nil
    }

    private func exceeds(_ value: Double, _ limit: Double) -> Bool {
        value > limit + max(least, max(value.magnitude, limit.magnitude) * rounding)
    }

    private func rank(_ aggregate: Aggregate) -> Double? {
        switch aggregate {
        case .minimum: hasOwnEnds ? -1 : nil
        case .median: 50
        case .percentile(let percent): percent
        case .maximum: hasOwnEnds ? 101 : nil
        case .average, .count, .rate, .sum: nil
        }
    }
}
