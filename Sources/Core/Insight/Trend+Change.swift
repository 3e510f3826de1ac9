import Criteria

extension Trend {
    /// The median of all points.
    package var median: Double? { Median.of(points.map(\.value)) }

    /// The change in a week, by the median of the slopes between pairs of points (Theil and Sen): outliers do not move it.
    ///
    /// nil for fewer than four points, or within less than two days.
    package var weekly: Double? {
        guard points.count >= 4, let first = points.first, let last = points.last, last.time - first.time >= 2 * 86_400
        else { return nil }
        // Some hundred points show a slope as well as thousands do.
        let step = max(1, points.count / 100)
        let some = stride(from: 0, to: points.count, by: step).map { points[$0] }
        var slopes: [Double] = []
        for left in some.indices {
            for right in some.indices.dropFirst(left + 1) where some[right].time > some[left].time {
                slopes.append((some[right].value - some[left].value) / (some[right].time - some[left].time))
            }
        }
        return Median.of(slopes).map { $0 * 7 * 86_400 }
    }

    /// Where it changed for good; of ratios a change of two points, of all else one of a tenth.
    package var changes: [ChangePoints.Point] {
        guard dimension == .ratio else {
            return ChangePoints.find(in: points.map(\.value), rules: ChangePoints.Rules(smallestChange: 0.1))
        }
        return ChangePoints.find(in: points.map(\.value), rules: ChangePoints.Rules(smallestChange: 0))
            .filter { ($0.after - $0.before).magnitude >= 0.02 }
    }
}
