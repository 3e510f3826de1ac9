/// How far one further value of unchanged code may lie above earlier ones, and which of these say nothing of that.
///
/// One value lies above `mean + t · s · √(1 + 1/n)` in 5 of 100 cases, with `s` the standard deviation of the n earlier
/// values and t of n − 1 degrees of freedom: the upper prediction limit for one further observation. Source: Hahn and
/// Meeker, Statistical Intervals (1991), section 4.7.
///
/// One run that was slow for a reason of its own would widen `s` until no regression shows. A value is left out where it
/// lies beyond all that the others let expect: `outlierFactor` times their own margin away from their median. At most a
/// fifth of the values are, and never so many that fewer than three remain.
struct PredictionMargin {
    /// In the unit of the values; 0 where they are all alike.
    let margin: Double
    /// How many values were left out.
    let outliers: Int

    private static let outlierFactor = 4.0

    init(_ values: [Double]) {
        var kept = values.sorted()
        var left = values.count < 4 ? 0 : max(1, values.count / 5)
        while left > 0, kept.count > Worsening.fewestRuns, let far = Self.farthest(kept) {
            kept.remove(at: far)
            left -= 1
        }
        margin = Self.margin(kept)
        outliers = values.count - kept.count
    }

    /// The end of sorted values that lies beyond what the others let expect; nil where neither does.
    private static func farthest(_ sorted: [Double]) -> Int? {
        let ends = [0, sorted.count - 1].compactMap { index -> (index: Int, excess: Double)? in
            var rest = sorted
            let value = rest.remove(at: index)
            guard let median = Median.of(rest) else { return nil }
            let distance = (value - median).magnitude
            let limit = max(outlierFactor * margin(rest), leastOutlier * median.magnitude)
            return distance > limit ? (index, distance) : nil
        }
        return ends.max { $0.excess < $1.excess }?.index
    }

    /// Nearer to the median than this no value is an outlier, however alike the others are.
    private static let leastOutlier = 0.1

    private static func margin(_ values: [Double]) -> Double {
        guard let quantile = StudentQuantile.at95Percent(degreesOfFreedom: values.count - 1) else { return 0 }
        let count = Double(values.count)
        let mean = values.reduce(0) { $0 + $1 / count }
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return quantile * (variance * (1 + 1 / count)).squareRoot()
    }
}
