/// The middle of some numbers.
package enum Median {
    /// The mean of the two in the middle where their number is even; nil for none, or where one is not finite.
    package static func of(_ values: [Double]) -> Double? {
        guard !values.isEmpty, values.allSatisfy(\.isFinite) else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
        return sorted[middle - 1] / 2 + sorted[middle] / 2
    }

    /// The median distance from the median: a spread that single outliers do not move.
    static func deviation(of values: [Double]) -> Double? {
        of(values).flatMap { middle in of(values.map { ($0 - middle).magnitude }) }
    }
}
