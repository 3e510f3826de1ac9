/// Reads expressions by recursive descent and checks dimensions as it goes, while it still knows the columns.
struct Parser {
    /// An operand with what the checker knows of it.
    struct Typed {
        var expression: Expression
        var type: OperandType
        /// Where it was written, in scalar offsets.
        var range: Range<Int>
        /// Height of the expression's tree.
        var depth = 1
        /// A quotient of like quantities: a ratio that people write as a bare number.
        var isQuotient = false
        /// Whether it was written in parentheses.
        var isEnclosed = false
    }

    /// Deepest nesting of parentheses and signs, and highest tree.
    static let maximumDepth = 64

    let source: SourceText
    let tokens: [Token]
    let names: NameTable
    /// The metric that a gate's key implies; nil in an expression that names its own.
    let implied: Implied?
    var position = 0
    var nesting = 0
    /// The operands that a bare `previous` may mean: those named so far in this comparison.
    var subjects: [Subject] = []
    /// Whether the other side of the comparison is a text, so that an unknown name is likely one without quotes.
    var expectsText = false

    /// The implied left side of a gate's phrase; without a signature its dimension is not known.
    struct Implied {
        let signature: MetricSignature?

        var type: OperandType { signature.map { .of($0.dimension) } ?? .open }
    }

    struct Subject: Equatable {
        let reference: Reference
        let type: OperandType
    }

    init(_ text: String, names: NameTable, implied: Implied? = nil) throws(CriteriaError) {
        source = try SourceText(text)
        tokens = try Lexer.tokens(of: source)
        self.names = names
        self.implied = implied
    }

    var current: Token { tokens[position] }

    /// The token behind the current one, or the end.
    var following: Token { tokens[min(position + 1, tokens.count - 1)] }

    mutating func advance() {
        position = min(position + 1, tokens.count - 1)
    }

    /// Steps over `symbol` if it comes next.
    mutating func take(_ symbol: String) -> Bool {
        guard current.isSymbol(symbol) else { return false }
        advance()
        return true
    }

    // MARK: Operators, loosest first

    /// Reads an expression up to a token that does not belong to it.
    mutating func expression() throws(CriteriaError) -> Typed {
        try chain(.or) { parser throws(CriteriaError) in
            try parser.chain(.and) { parser throws(CriteriaError) in try parser.comparison() }
        }
    }

    /// Reads conditions joined by `operation`; a bare `previous` in one of them does not see the metrics of the others.
    private mutating func chain(
        _ operation: LogicalOperator,
        _ operand: (inout Parser) throws(CriteriaError) -> Typed
    ) throws(CriteriaError) -> Typed {
        let outer = subjects
        var left = try operand(&self)
        var named = subjects
        while take(operation.rawValue) {
            subjects = outer
            left = try logical(operation, left, try operand(&self))
            for subject in subjects where !named.contains(subject) { named.append(subject) }
        }
        subjects = named
        return left
    }

    private mutating func comparison() throws(CriteriaError) -> Typed {
        let left = try sum()
        guard let operation = current.comparison else { return left }
        let operatorRange = current.range
        advance()
        let expectedText = expectsText
        expectsText = left.type == .of(.text) || left.type == .of(.level)
        let right = try sum()
        expectsText = expectedText
        if current.comparison != nil {
            throw source.error(
                "comparisons do not chain",
                at: current.range,
                suggestion: "&& \(source.text(right.range)) \(source.text(current.range))"
            )
        }
        return try compare(operation, left, right, operatorRange)
    }

    /// Reads sums and products, but no comparison: what may stand on the right of one.
    mutating func sum() throws(CriteriaError) -> Typed {
        var left = try product()
        while let operation = operation([.add, .subtract]) {
            advance()
            left = try combine(operation, left, try product())
        }
        return left
    }

    private mutating func product() throws(CriteriaError) -> Typed {
        var left = try unary()
        while let operation = operation([.multiply, .divide]) {
            advance()
            left = try combine(operation, left, try unary())
        }
        return left
    }

    private func operation(_ wanted: [ArithmeticOperator]) -> ArithmeticOperator? {
        guard case .symbol(let symbol) = current.kind else { return nil }
        return wanted.first { $0.rawValue == symbol }
    }

    private mutating func unary() throws(CriteriaError) -> Typed {
        let start = current.range
        if take("!") {
            let operand = try nested(at: start) { parser throws(CriteriaError) in try parser.unary() }
            return try negateCondition(operand, start)
        }
        if take("-") {
            let operand = try nested(at: start) { parser throws(CriteriaError) in try parser.unary() }
            return try negateNumber(operand, start)
        }
        return try primary()
    }

    /// Reads what is one level deeper, unless that is too deep.
    private mutating func nested(
        at range: Range<Int>,
        _ read: (inout Parser) throws(CriteriaError) -> Typed
    ) throws(CriteriaError) -> Typed {
        guard nesting < Self.maximumDepth else {
            throw source.error("nested deeper than \(Self.maximumDepth) levels", at: range)
        }
        nesting += 1
        let typed = try read(&self)
        nesting -= 1
        return typed
    }

    // MARK: Operands

    private mutating func primary() throws(CriteriaError) -> Typed {
        let token = current
        switch token.kind {
        case .number(let number):
            advance()
            return try amount(number, token.range)
        case .string(let text):
            advance()
            return Typed(expression: .text(text), type: .of(.text), range: token.range)
        case .word(let word):
            return try named(word, token.range)
        case .symbol("("):
            return try parenthesised(token.range)
        case .symbol(let symbol):
            throw source.error("expected a value before \"\(symbol)\"", at: token.range)
        case .end:
            throw source.error("expected a value at the end", at: token.range)
        }
    }

    private mutating func parenthesised(_ open: Range<Int>) throws(CriteriaError) -> Typed {
        advance()
        var inner = try nested(at: open) { parser throws(CriteriaError) in try parser.expression() }
        let close = current
        guard take(")") else {
            throw close.kind == .end
                ? source.error("this parenthesis is never closed", at: open)
                : source.error("expected \")\" before \"\(source.text(close.range))\"", at: close.range)
        }
        inner.isEnclosed = true
        inner.range = open.lowerBound..<close.range.upperBound
        return inner
    }
}
