/// Which amounts can be a measurement of a metric at all, in the base unit of its dimension.
package enum ValueRange: Sendable, Hashable {
    /// A part of a whole: from 0 to 1.
    case share
    /// An amount of something: 0 or more. So is a share of one thing in units of another, as two cores are 200 %.
    case amount
    /// A change, which may be less than nothing.
    case signed

    /// What numbers of a dimension are, where the metric does not say otherwise.
    package static func usual(_ dimension: Dimension) -> ValueRange {
        switch dimension {
        case .ratio: .share
        case .count, .duration, .rate, .bytes, .bandwidth, .cores: .amount
        case .boolean, .text, .level: .signed
        }
    }

    /// Sums and quotients may miss a whole by this much.
    private static let rounding = 1e-9

    /// Whether the amount is one that can be measured; one that is no number is not for this to judge.
    package func contains(_ value: Double) -> Bool {
        switch self {
        case .share: !(value < 0) && !(value > 1 + Self.rounding)
        case .amount: !(value < 0)
        case .signed: true
        }
    }

    /// Completes "… cannot be": `less than 0% or more than 100%`.
    package func outside(_ dimension: Dimension) -> String {
        let least = "less than \(dimension == .ratio ? "0%" : "0")"
        return self == .share ? "\(least) or more than 100%" : least
    }
}
