/// A lexical element of a phrase and where it stands, in scalar offsets.
struct Token {
    enum Kind: Equatable {
        case number(Double)
        /// An identifier, a keyword or a unit.
        case word(String)
        case string(String)
        /// An operator, a parenthesis or `%`.
        case symbol(String)
        case end
    }

    let kind: Kind
    let range: Range<Int>

    /// The identifier, where it is one.
    var word: String? {
        if case .word(let word) = kind { word } else { nil }
    }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol(symbol) }

    /// The comparison that this token is, if any.
    var comparison: ComparisonOperator? {
        if case .symbol(let symbol) = kind { ComparisonOperator(rawValue: symbol) } else { nil }
    }
}
