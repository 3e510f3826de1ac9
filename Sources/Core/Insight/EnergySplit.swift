/// The place in a window at which what lies left of it differs most from what lies right of it.
///
/// The measure is the energy statistic of E-divisive (Matteson and James, 2014) over all pairs of a place τ and an end κ:
/// τ(κ−τ)/κ · (2·E|X−Y| − E|X−X′| − E|Y−Y′|). With sums over the matrix of distances each pair costs a few additions.
struct EnergySplit {
    /// `sums[i][j]`: all distances between the first i and the first j values.
    private var sums: [Double]
    private let size: Int

    init(_ values: ArraySlice<Double>) {
        let values = Array(values)
        size = values.count
        sums = [Double](repeating: 0, count: (size + 1) * (size + 1))
        for row in 0..<size {
            var line = 0.0
            for column in 0..<size {
                line += (values[row] - values[column]).magnitude
                sums[(row + 1) * (size + 1) + column + 1] = sums[row * (size + 1) + column + 1] + line
            }
        }
    }

    /// The best place within a range of the window, relative to the window; nil where the range has no inner place.
    func best(from start: Int, to end: Int) -> (place: Int, score: Double)? {
        guard end - start >= 2 else { return nil }
        var best: (place: Int, score: Double)?
        for last in (start + 2)...end {
            for place in (start + 1)..<last {
                let score = score(start, place, last)
                if score > best?.score ?? 0 { best = (place, score) }
            }
        }
        return best
    }

    private func score(_ start: Int, _ place: Int, _ end: Int) -> Double {
        let (left, right) = (Double(place - start), Double(end - place))
        let between = 2 * block(start, place, place, end) / (left * right)
        // Each pair stands twice in the matrix, so that its sum is over ordered pairs.
        let withinLeft = left > 1 ? block(start, place, start, place) / (left * (left - 1)) : 0
        let withinRight = right > 1 ? block(place, end, place, end) / (right * (right - 1)) : 0
        return left * right / (left + right) * (between - withinLeft - withinRight)
    }

    /// The sum of the distances between the values of two ranges.
    private func block(_ top: Int, _ bottom: Int, _ left: Int, _ right: Int) -> Double {
        let width = size + 1
        return sums[bottom * width + right] - sums[top * width + right] - sums[bottom * width + left]
            + sums[top * width + left]
    }
}
