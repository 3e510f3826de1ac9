import Criteria

/// How many observations a value must rest on before it may decide anything.
enum SampleMinimum {
    /// Below these, a percentile is decided by a handful of observations.
    static func of(_ aggregate: Aggregate?, _ definition: CriterionDefinition) -> Int {
        guard case .percentile(let percent) = aggregate, definition.dimension == .duration else {
            return definition.minimumSamples
        }
        return switch percent {
        case ...50: 20
        case ...95: 200
        case ...99: 1_000
        default: 10_000
        }
    }

    /// The rule of three: zero events in 3/r observations show, at 95 % confidence, that the rate is below r.
    ///
    /// Source: Hanley and Lippman-Hand, "If nothing goes wrong, is everything all right?", JAMA 249 (1983).
    static func ofRareEvent(_ expression: Criteria.Expression, _ direction: Direction) -> Int? {
        guard case .comparison(_, _, let right) = expression,
            case .quantity(let limit, .ratio) = right.evaluate({ _ in .unknown(reason: nil) })
        else { return nil }
        let rate = direction == .atLeast ? 1 - limit : limit
        guard rate > 0, rate < 1 else { return nil }
        return Int((3 / rate).rounded(.up))
    }
}
