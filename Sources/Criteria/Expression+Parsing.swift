extension Expression {
    /// Reads a condition, an alert or any other expression; with `expected`, its result must be of that dimension.
    ///
    /// A bare `previous` or `baseline` means that of the one metric named before it in the same comparison; anything
    /// else is written `previous(coverage)`. Dimensions are checked here; an error says where and what to write.
    package static func parse(
        _ text: String,
        names: NameTable,
        as expected: Dimension? = nil
    ) throws(CriteriaError) -> Expression {
        var parser = try Parser(text, names: names)
        guard parser.current.kind != .end else {
            throw parser.source.error("expected an expression, found nothing", at: 0..<0)
        }
        let typed = try parser.expression()
        try parser.expectEnd()
        if let expected, typed.type != .open, typed.type != .of(expected) {
            if expected == .boolean { try parser.requireCondition(typed) }
            guard expected.takesBareNumbers, typed.type == .bare else {
                throw parser.source.error(
                    "\(parser.shown(typed)) is \(typed.type.noun), not \(expected.noun)",
                    at: typed.range
                )
            }
        }
        return typed.expression
    }
}

extension Parser {
    /// Operators of other languages, as words.
    static let operatorWords = ["and": "&&", "or": "||", "is": "==", "equals": "=="]

    /// Throws unless everything was read.
    func expectEnd() throws(CriteriaError) {
        switch current.kind {
        case .end: return
        case .word(let word):
            if let meant = Self.operatorWords[word] {
                throw source.error("\"\(word)\" is not an operator", at: current.range, suggestion: meant)
            }
        case .symbol(")"): throw source.error("\")\" closes nothing", at: current.range)
        default: break
        }
        let rest = current.range.lowerBound..<source.scalars.count
        throw source.error("unexpected \"\(source.excerpt(rest))\" after the end of the expression", at: rest)
    }
}
