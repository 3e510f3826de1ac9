import Criteria

/// Whether figures of one series are in the order that they must be in: the least, percentiles as they rise, the most.
struct FigureOrder {
    /// How much the tool rounds its figures, as a share of them.
    let rounding: Double

    /// Tools give percentiles to so many digits; what they differ by rounding is no disorder.
    init(rounding: Double) { self.rounding = rounding }

    /// Locust gives percentiles with two digits, wrk with three or four; others as they were computed.
    init(format: String) { rounding = ["locust-csv": 0.06, "wrk": 0.01][format] ?? 1e-6 }

    /// The first two figures that are in the wrong order; nil where all are in order.
    func disorder(_ values: [Aggregate: Double]) -> (lower: Aggregate, upper: Aggregate)? {
        let ranked = values.compactMap { aggregate, value in
            Self.rank(aggregate).map { (aggregate: aggregate, rank: $0, value: value) }
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
        value > limit + max(value.magnitude, limit.magnitude) * rounding
    }

    private static func rank(_ aggregate: Aggregate) -> Double? {
        switch aggregate {
        case .minimum: -1
        case .median: 50
        case .percentile(let percent): percent
        case .maximum: 101
        case .average, .count, .rate, .sum: nil
        }
    }
}
