/// The 95 % quantile of Student's t distribution.
enum StudentQuantile {
    /// From 1 to 30 degrees of freedom, to three decimals; source: Student (1908), as in every book of tables.
    private static let table = [
        6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753, 1.746,
        1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706, 1.703, 1.701, 1.699, 1.697,
    ]

    /// Above the table the first terms of the expansion around the normal quantile, exact to four digits.
    ///
    /// Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
    static func at95Percent(degreesOfFreedom degrees: Int) -> Double? {
        guard degrees > 0 else { return nil }
        if degrees <= table.count { return table[degrees - 1] }
        let z = 1.644_854
        let count = Double(degrees)
        let first = (z * z * z + z) / 4
        let second = (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / 96
        return z + first / count + second / (count * count)
    }
}
