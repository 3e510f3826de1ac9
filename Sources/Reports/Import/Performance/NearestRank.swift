/// Percentiles without interpolation: the smallest sample that so many percent of all do not exceed.
enum NearestRank {
    /// The place of a percentile, from 0 to 100, among so many sorted samples; there must be one.
    static func index(_ percent: Double, of count: Int) -> Int {
        let rank = (percent / 100 * Double(count)).rounded(.up)
        return min(max(0, (Int(exactly: rank) ?? 1) - 1), max(0, count - 1))
    }
}
