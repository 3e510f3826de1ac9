extension Expression: CustomStringConvertible {
    /// The expression in its canonical spelling, with as few parentheses as read back as the same expression.
    package var description: String { text(within: 0) }

    /// As the right side of a comparison.
    var operandText: String { text(within: Precedence.comparison + 1) }

    /// How tightly the operators bind, loosest first.
    enum Precedence {
        static let or = 1
        static let and = 2
        static let comparison = 3
        static let additive = 4
        static let multiplicative = 5
        static let unary = 6
        static let primary = 7
    }

    /// How tightly the outermost operator binds.
    var precedence: Int {
        switch self {
        case .number, .quantity, .text, .boolean, .reference: Precedence.primary
        case .not, .negate: Precedence.unary
        case .arithmetic(.multiply, _, _), .arithmetic(.divide, _, _): Precedence.multiplicative
        case .arithmetic(.add, _, _), .arithmetic(.subtract, _, _): Precedence.additive
        case .comparison: Precedence.comparison
        case .logical(.and, _, _): Precedence.and
        case .logical(.or, _, _): Precedence.or
        }
    }

    /// In parentheses where its operator binds looser than `minimum`.
    func text(within minimum: Int) -> String {
        precedence < minimum ? "(\(bareText))" : bareText
    }

    private var bareText: String {
        switch self {
        case .number(let number): DecimalScaling.text(number)
        case .quantity(let quantity): quantity.description
        case .text(let text): Self.quoted(text)
        case .boolean(let truth): truth.description
        case .reference(let reference): reference.description
        case .not(let operand): "!" + operand.text(within: Precedence.unary)
        case .negate(let operand): "-" + operand.text(within: Precedence.unary)
        case .arithmetic(let operation, let left, let right):
            chain(left, operation.rawValue, right)
        case .logical(let operation, let left, let right):
            chain(left, operation.rawValue, right)
        case .comparison(let operation, let left, let right):
            "\(left.operandText) \(operation.rawValue) \(right.operandText)"
        }
    }

    /// Chains of one precedence group to the left.
    private func chain(_ left: Expression, _ operation: String, _ right: Expression) -> String {
        "\(left.text(within: precedence)) \(operation) \(right.text(within: precedence + 1))"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = String.UnicodeScalarView()
        quoted.append("\"")
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }
}
