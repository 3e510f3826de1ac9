/// Cuts a phrase into tokens; knows what people write by mistake and what they meant.
struct Lexer {
    private let source: SourceText
    private var offset = 0

    /// The tokens of `source`, the last of them `end`.
    static func tokens(of source: SourceText) throws(CriteriaError) -> [Token] {
        var lexer = Lexer(source: source)
        var tokens: [Token] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(Token(kind: .end, range: source.scalars.count..<source.scalars.count))
        return tokens
    }

    private init(source: SourceText) { self.source = source }

    /// Longest first, so that `<=` is not read as `<`.
    private static let symbols = [
        "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "(", ")", "%",
    ]
    private static let mistakes: [(written: String, meant: String)] = [
        ("===", "=="), ("!==", "!="), ("=>", ">="), ("=<", "<="), ("<>", "!="), ("≥", ">="), ("≤", "<="), ("≠", "!="),
        ("−", "-"), ("–", "-"), ("×", "*"), ("÷", "/"), ("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"), ("`", "'"),
    ]
    /// Wrong only where nothing longer matches.
    private static let lateMistakes: [(written: String, meant: String)] = [("=", "=="), ("&", "&&"), ("|", "||")]

    private mutating func next() throws(CriteriaError) -> Token? {
        while let scalar = peek(), scalar.properties.isWhitespace { offset += 1 }
        guard let scalar = peek() else { return nil }
        if isDigit(scalar) { return try number() }
        if isWordStart(scalar) { return word() }
        if scalar == "\"" || scalar == "'" { return try string(until: scalar) }
        try reject(Self.mistakes)
        if let symbol = Self.symbols.first(where: matches) {
            return token(.symbol(symbol), length: symbol.unicodeScalars.count)
        }
        try reject(Self.lateMistakes)
        throw unexpected(scalar)
    }

    private func unexpected(_ scalar: Unicode.Scalar) -> CriteriaError {
        let here = offset..<offset + 1
        if scalar == ".", let next = peek(1), isDigit(next) {
            return source.error("a number starts with a digit", at: here, suggestion: "0.")
        }
        let isControl = scalar.properties.generalCategory == .control
        let shown = isControl ? "U+" + String(scalar.value, radix: 16, uppercase: true) : "\"\(scalar)\""
        return source.error("unexpected character \(shown)", at: here)
    }

    private mutating func number() throws(CriteriaError) -> Token {
        let start = offset
        skipDigits()
        if peek() == ".", let next = peek(1), isDigit(next) {
            offset += 1
            skipDigits()
        }
        if peek() == ",", let next = peek(1), isDigit(next) { throw comma(in: start) }
        skipExponent()
        let range = start..<offset
        guard let value = Double(source.text(range)), value.isFinite else {
            throw source.error("the number \(source.excerpt(range)) is too large", at: range)
        }
        return Token(kind: .number(value), range: range)
    }

    /// `10,000` is ten thousand, `0,5` is a half; neither is written so here.
    private mutating func comma(in start: Int) -> CriteriaError {
        let whole = source.text(start..<offset)
        offset += 1
        let digits = offset
        skipDigits()
        let fraction = source.text(digits..<offset)
        let isGroup = fraction.unicodeScalars.count == 3 && whole != "0"
        return source.error(
            "a number has no comma",
            at: start..<offset,
            suggestion: isGroup ? whole + fraction : "\(whole).\(fraction)"
        )
    }

    private mutating func skipExponent() {
        guard peek() == "e" || peek() == "E" else { return }
        let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
        guard let digit = peek(1 + sign), isDigit(digit) else { return }
        offset += 1 + sign
        skipDigits()
    }

    private mutating func word() -> Token {
        let start = offset
        while let scalar = peek() {
            if isWordStart(scalar) || isDigit(scalar) {
                offset += 1
            } else if scalar == ".", let next = peek(1), isWordStart(next) || isDigit(next) {
                offset += 2
            } else {
                break
            }
        }
        return Token(kind: .word(source.text(start..<offset)), range: start..<offset)
    }

    private mutating func string(until quote: Unicode.Scalar) throws(CriteriaError) -> Token {
        let start = offset
        var text = String.UnicodeScalarView()
        offset += 1
        while let scalar = peek() {
            offset += 1
            if scalar == quote { return Token(kind: .string(String(text)), range: start..<offset) }
            if scalar == "\\", let escaped = peek(), ["\\", "\"", "'"].contains(escaped) {
                text.append(escaped)
                offset += 1
            } else {
                text.append(scalar)
            }
        }
        throw source.error("this text has no closing \(quote)", at: start..<offset)
    }

    private func reject(_ mistakes: [(written: String, meant: String)]) throws(CriteriaError) {
        guard let mistake = mistakes.first(where: { matches($0.written) }) else { return }
        throw source.error(
            "\"\(mistake.written)\" is not an operator",
            at: offset..<offset + mistake.written.unicodeScalars.count,
            suggestion: mistake.meant
        )
    }

    private mutating func token(_ kind: Token.Kind, length: Int) -> Token {
        offset += length
        return Token(kind: kind, range: offset - length..<offset)
    }

    private mutating func skipDigits() {
        while let scalar = peek(), isDigit(scalar) { offset += 1 }
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        offset + ahead < source.scalars.count ? source.scalars[offset + ahead] : nil
    }

    private func matches(_ text: String) -> Bool {
        source.scalars[offset...].starts(with: text.unicodeScalars)
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isWordStart(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }
}
