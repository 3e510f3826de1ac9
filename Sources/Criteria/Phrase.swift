/// A criterion as a gate writes it: an expression whose left side is implied by its key.
package enum Phrase: Sendable, Hashable {
    /// `p95 < 100ms`, `> 2x_baseline`; `shareOf` is what a share is taken of, as `dev_time` in `< 10% dev_time`.
    case comparison(aggregate: Aggregate?, operator: ComparisonOperator, right: Expression, shareOf: String?)
    /// `100%`, `0`, `60s`: takes the direction of its metric.
    case literal(Quantity)
    case boolean(Bool)
    case word(Word)
}

extension Phrase: CustomStringConvertible {
    /// The phrase in its canonical spelling, which reads back as the same phrase.
    package var description: String {
        switch self {
        case .comparison(let aggregate, let comparison, let right, let share):
            [aggregate?.description, comparison.rawValue, right.operandText, share].compactMap(\.self)
                .joined(separator: " ")
        case .literal(let quantity): quantity.description
        case .boolean(let truth): truth.description
        case .word(let word): word.description
        }
    }
}
