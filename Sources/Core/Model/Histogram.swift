/// Durations counted in buckets: what percentiles of several shards can be merged from, as percentiles themselves cannot.
package struct Histogram: Sendable, Hashable {
    /// Upper bounds of the buckets in seconds, inclusive and rising; what lies above the last one counts in `total` only.
    package let bounds: [Double]
    /// How many durations lie at or below each bound: one count a bound, never falling.
    package let cumulative: [Int]
    /// All durations, those above the last bound included.
    package let total: Int

    /// nil where the parts do not make a histogram.
    package init?(bounds: [Double], cumulative: [Int], total: Int) {
        guard !bounds.isEmpty, bounds.count == cumulative.count, bounds.allSatisfy(\.isFinite),
            zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }),
            zip(cumulative, cumulative.dropFirst()).allSatisfy({ $0 <= $1 }),
            let first = cumulative.first, let last = cumulative.last, first >= 0, total >= last
        else { return nil }
        self.bounds = bounds
        self.cumulative = cumulative
        self.total = total
    }

    /// What a histogram tells of a percentile.
    package enum Estimate: Sendable, Hashable {
        /// Seconds, on the straight line between the bounds of the bucket that holds it.
        case interpolated(Double, between: Double, and: Double)
        /// Above the last bound, in seconds; how far is not known.
        case above(Double)

        /// The interpolated value, or the bound that it certainly exceeds, in seconds.
        package var seconds: Double {
            switch self {
            case .interpolated(let value, _, _), .above(let value): value
            }
        }
    }

    /// The percentile, from 0 to 100; nil where nothing was counted.
    package func percentile(_ percent: Double) -> Estimate? {
        guard total > 0, percent >= 0, percent <= 100 else { return nil }
        let rank = percent / 100 * Double(total)
        guard let bucket = cumulative.firstIndex(where: { Double($0) >= rank && $0 > 0 }) else {
            return bounds.last.map { .above($0) }
        }
        let below = bucket == 0 ? 0 : cumulative[bucket - 1]
        let lower = bucket == 0 ? min(0, bounds[0]) : bounds[bucket - 1]
        let inside = cumulative[bucket] - below
        let share = inside == 0 ? 1 : min(1, max(0, (rank - Double(below)) / Double(inside)))
        return .interpolated(lower + (bounds[bucket] - lower) * share, between: lower, and: bounds[bucket])
    }

    /// Both histograms counted into one, exactly; nil where their bounds differ, or the counts are beyond all measure.
    package func merged(with other: Histogram) -> Histogram? {
        guard bounds == other.bounds else { return nil }
        var counts: [Int] = []
        for (left, right) in zip(cumulative, other.cumulative) {
            let (sum, overflow) = left.addingReportingOverflow(right)
            guard !overflow else { return nil }
            counts.append(sum)
        }
        let (all, overflow) = total.addingReportingOverflow(other.total)
        return overflow ? nil : Histogram(bounds: bounds, cumulative: counts, total: all)
    }
}
