import Criteria

/// What the values of one series over a range of time amount to.
struct MetricRange {
    /// In the order of time, without those that are not finite.
    private let points: [(time: Double, value: Double)]
    private let sorted: [Double]
    let infinite: Int
    /// From the first point to the last, in seconds, points without a number included.
    let seconds: Double
    private let gaps: Int
    /// The longest time without a value, in seconds; nil without a gap.
    let longestGap: Double?
    /// Time without a value, as a share of the range.
    let gapShare: Double

    init(_ all: [MetricSeries.Point]) {
        let timed = all.compactMap { point in point.time.map { (time: $0, value: point.value) } }
            .sorted { $0.time < $1.time }
        points = timed.filter(\.value.isFinite)
        sorted = points.map(\.value).sorted()
        infinite = timed.count { $0.value.isInfinite }
        let start = timed.first?.time ?? 0
        let end = timed.last?.time ?? 0
        seconds = end - start
        // A point without a number at an end of the range is a gap there.
        let moments = [start] + points.map(\.time) + [end]
        let steps = zip(moments, moments.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
        let between = zip(points, points.dropFirst()).map { $1.time - $0.time }.sorted()
        let median = between.isEmpty ? seconds : between[between.count / 2]
        let long = steps.filter { $0 > 2 * median }
        gaps = long.count
        longestGap = long.max()
        gapShare = seconds > 0 ? long.reduce(0) { $0 + $1 - median } / seconds : 0
    }

    /// By nearest rank; nil without a value.
    func value(_ aggregate: Aggregate) -> Double? {
        guard let first = sorted.first, let last = sorted.last else { return nil }
        switch aggregate {
        case .percentile(let percent): return sorted[NearestRank.index(percent, of: sorted.count)]
        case .minimum: return first
        case .maximum: return last
        // Each is divided alone, as a sum of large values may be out of range.
        default: return sorted.reduce(0) { $0 + $1 / Double(sorted.count) }
        }
    }

    /// The last value less the first.
    var growth: Double? {
        guard let first = points.first, let last = points.last else { return nil }
        return last.value - first.value
    }

    /// The first two neighbours of which the later is smaller.
    var drop: (from: Double, to: Double)? {
        zip(points, points.dropFirst()).first { $0.value > $1.value }.map { ($0.value, $1.value) }
    }

    /// Says how much is missing; nil where nothing is.
    var gapsText: String? {
        guard gaps > 0 else { return nil }
        let share = Quantity(measured: gapShare, .ratio).rounded(decimals: 1)
        return "\(gaps == 1 ? "1 gap" : "\(gaps) gaps"): no value for \(share) of the time"
    }
}
