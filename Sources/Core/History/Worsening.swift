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
    /// What the worsening is at least, with 95 % confidence: the estimate less the margin.
    package let lowerBound: Double
    /// How far one value of unchanged code may lie above the others: what the estimate is uncertain by.
    package let margin: Double
    /// Earlier values that lie so far from all others that they say nothing of the usual spread.
    package let outliers: Int
    /// Differences below this are noise: three median absolute deviations of the earlier values.
    package let floor: Double

    /// nil with too few earlier values, with one that is not finite, and where their median is not above zero.
    package init?(of current: Double, against earlier: [Double], direction: Direction) {
        guard earlier.count >= Self.fewestRuns, current.isFinite,
            let median = Median.of(earlier), median > 0, let deviation = Median.deviation(of: earlier)
        else { return nil }
        let spread = PredictionMargin(earlier)
        let change = (current - median) / median
        let margin = spread.margin / median
        self.median = median
        self.margin = margin
        outliers = spread.outliers
        estimate = direction == .atLeast ? -change : change
        lowerBound = estimate - margin
        floor = 3 * deviation / median
        guard estimate.isFinite, lowerBound.isFinite, margin.isFinite, floor.isFinite else { return nil }
    }

    /// Whether the value is worse than noise and the tolerated worsening together explain.
    package func exceeds(_ tolerated: Double) -> Bool { lowerBound > max(tolerated, floor) }

    /// Whether the noise hides what is asked about: nothing can be said, unless the value is worse all the same.
    ///
    /// A margin above what is tolerated hides a worsening too, but for a value that is not worse at all, or that even with
    /// the margin lies within what is tolerated.
    package func hides(_ tolerated: Double) -> Bool {
        if exceeds(tolerated) { return false }
        return floor > tolerated || (margin > tolerated && estimate > 0 && estimate + margin > tolerated)
    }
}
