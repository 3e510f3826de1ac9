/// How fast the errors that an objective allows may be used up, as the field does it: a rate over a long and a short time.
package enum BurnRate {
    package struct Pair: Sendable, Hashable {
        /// Times faster than the objective allows.
        package var factor: Double
        /// Seconds.
        package var long: Double
        package var short: Double
    }

    /// Those that call somebody at once; slower ones are no reason to take a deployment back.
    package static let pairs = [
        Pair(factor: 14.4, long: 3_600, short: 300), Pair(factor: 6, long: 21_600, short: 1_800),
    ]

    /// The lengths of time that figures are needed of.
    package static let lengths = pairs.flatMap { [$0.short, $0.long] }
}
