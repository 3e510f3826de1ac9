package import Criteria

extension MetricID {
    /// What `baseline_comparison` measures: how much worse a value is than in earlier runs, at least.
    package static let worsening: MetricID = "baseline.worsening"
}

/// How much worse a value is than those of earlier runs, and how much of that noise may explain.
///
/// All members but `median` are shares of the median of the earlier values; positive is worse.
package struct Worsening: Sendable, Hashable {
    /// Fewer earlier values than this say nothing of the noise: of two, one spread is all that is known.
    package static let fewestRuns = 3

    package let median: Double
    /// The worsening as measured.
    package let estimate: Double
    /// What the worsening is at least, with 95 % confidence.
    ///
    /// One value of unchanged code lies above `mean + t · s · √(1 + 1/n)` in 5 of 100 cases, with `s` the standard
    /// deviation of the n earlier values and t of n − 1 degrees of freedom: the upper prediction limit for one further
    /// observation. The bound is the estimate less that margin, as a share of the median. Source: Hahn and Meeker,
    /// Statistical Intervals (1991), section 4.7.
    package let lowerBound: Double
    /// Differences below this are noise: three median absolute deviations of the earlier values.
    package let floor: Double

    /// nil with too few earlier values, with one that is not finite, and where their median is not above zero.
    package init?(of current: Double, against earlier: [Double], direction: Direction) {
        guard earlier.count >= Self.fewestRuns, current.isFinite,
            let median = Median.of(earlier), median > 0, let deviation = Median.deviation(of: earlier),
            let quantile = StudentQuantile.at95Percent(degreesOfFreedom: earlier.count - 1)
        else { return nil }
        let count = Double(earlier.count)
        let mean = earlier.reduce(0) { $0 + $1 / count }
        let variance = earlier.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let change = (current - median) / median
        let margin = quantile * (variance * (1 + 1 / count)).squareRoot() / median
        self.median = median
        estimate = direction == .atLeast ? -change : change
        lowerBound = estimate - margin
        floor = 3 * deviation / median
        guard estimate.isFinite, lowerBound.isFinite, floor.isFinite else { return nil }
    }

    /// Whether the value is worse than noise and the tolerated worsening together explain.
    package func exceeds(_ tolerated: Double) -> Bool { lowerBound > max(tolerated, floor) }

    /// Whether the noise hides what is asked about: nothing can be said, unless the value is worse all the same.
    package func hides(_ tolerated: Double) -> Bool { floor > tolerated && !exceeds(tolerated) }
}
