/// What an expression or an operand evaluates to; `unknown` where something was not measured.
package enum Value: Sendable, Hashable {
    /// Missing, not finite, or not comparable; the reason is a fragment for the report.
    case unknown(reason: String?)
    case bool(Bool)
    /// An amount in the base unit of its dimension.
    case quantity(Double, Dimension)
    case text(String)

    /// True or false where it is known, nil otherwise.
    package var truth: Bool? {
        if case .bool(let truth) = self { truth } else { nil }
    }
}
