/// A parsed, dimension-checked expression of the criteria language.
///
/// The literals of a parsed expression are finite and not negative (a sign is `negate`), and its depth is bounded,
/// so that printing and parsing again gives the same expression.
package indirect enum Expression: Sendable, Hashable {
    /// A number without a unit.
    case number(Double)
    case quantity(Quantity)
    case text(String)
    case boolean(Bool)
    case reference(Reference)
    case not(Expression)
    case negate(Expression)
    case arithmetic(ArithmeticOperator, Expression, Expression)
    case comparison(ComparisonOperator, Expression, Expression)
    case logical(LogicalOperator, Expression, Expression)

    /// Every operand that is looked up, from left to right, with repetitions.
    package var references: [Reference] {
        switch self {
        case .number, .quantity, .text, .boolean: []
        case .reference(let reference): [reference]
        case .not(let operand), .negate(let operand): operand.references
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right), .logical(_, let left, let right):
            left.references + right.references
        }
    }
}
