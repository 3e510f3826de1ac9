/// Whether two samples have different means, by Student's t test for two samples of equal variance.
struct MeanDifference: Sendable, Hashable {
    /// How sure the test has to be, two-sided.
    enum Level: Sendable, Hashable {
        /// One difference in a hundred is chance.
        case weak
        /// One in a thousand is.
        case strong

        /// From 1 to 30 degrees of freedom; source: the tables of Student's t distribution in any book.
        fileprivate var table: [Double] {
            switch self {
            case .weak:
                [
                    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012, 2.977,
                    2.947, 2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779, 2.771, 2.763,
                    2.756, 2.750,
                ]
            case .strong:
                [
                    636.619, 31.599, 12.924, 8.610, 6.869, 5.959, 5.408, 5.041, 4.781, 4.587, 4.437, 4.318, 4.221,
                    4.140,
                    4.073, 4.015, 3.965, 3.922, 3.883, 3.850, 3.819, 3.792, 3.768, 3.745, 3.725, 3.707, 3.690, 3.674,
                    3.659, 3.646,
                ]
            }
        }

        /// Of the normal distribution, for very many degrees of freedom.
        fileprivate var normal: Double { self == .weak ? 2.575_829 : 3.290_527 }

        /// Above the table the first terms of the expansion around the normal quantile (Abramowitz and Stegun, 26.7.5).
        fileprivate func quantile(degreesOfFreedom degrees: Int) -> Double {
            if degrees <= table.count { return table[max(1, degrees) - 1] }
            let z = normal
            let count = Double(degrees)
            return z + (z * z * z + z) / (4 * count)
                + (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / (96 * count * count)
        }
    }

    let left: Double
    let right: Double
    /// The statistic's size as a share of what the strong level asks for: from 1 on the means differ.
    let strength: Double
    private let statistic: Double
    private let degrees: Int

    /// Of the values in two neighbouring ranges, by their sums up to each place.
    init(_ sums: PrefixSums, _ start: Int, _ middle: Int, _ end: Int) {
        let (first, second) = (sums.moments(start, middle), sums.moments(middle, end))
        left = first.mean
        right = second.mean
        degrees = max(1, end - start - 2)
        let variance = (first.squares + second.squares) / Double(degrees)
        let spread = (variance * (1 / Double(middle - start) + 1 / Double(end - middle))).squareRoot()
        let difference = (right - left).magnitude
        // Values without any noise: every difference is one, as long as there are more than two of them.
        statistic = spread > 0 ? difference / spread : difference > 0 && end - start > 2 ? .greatestFiniteMagnitude : 0
        strength = statistic / Level.strong.quantile(degreesOfFreedom: degrees)
    }

    func isSignificant(_ level: Level) -> Bool { statistic >= level.quantile(degreesOfFreedom: degrees) }

    /// The larger of the two ratios, less 1: 0.05 for 5 %.
    var magnitude: Double {
        guard left != 0, right != 0 else { return left == right ? 0 : .greatestFiniteMagnitude }
        return max((right / left - 1).magnitude, (left / right - 1).magnitude)
    }
}

/// Sums of values and of their squares up to each place, so that the moments of any range cost nothing.
struct PrefixSums: Sendable, Hashable {
    private var sums: [Double] = [0]
    private var squares: [Double] = [0]
    /// Subtracted from every value: squares of large numbers that hardly differ would lose all digits.
    private let origin: Double

    init(_ values: [Double]) {
        origin = Median.of(values) ?? 0
        sums.reserveCapacity(values.count + 1)
        squares.reserveCapacity(values.count + 1)
        for value in values {
            let distance = value - origin
            sums.append(sums[sums.count - 1] + distance)
            squares.append(squares[squares.count - 1] + distance * distance)
        }
    }

    /// The mean of a range, and the sum of the squared distances from it; the range is not empty.
    func moments(_ start: Int, _ end: Int) -> (mean: Double, squares: Double) {
        let count = Double(end - start)
        let sum = sums[end] - sums[start]
        return (origin + sum / count, max(0, squares[end] - squares[start] - sum * sum / count))
    }
}
