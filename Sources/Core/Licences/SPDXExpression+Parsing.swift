extension SPDXExpression {
    /// Longer or deeper expressions than these are none that anybody wrote.
    private static let tokenLimit = 500
    private static let depthLimit = 64

    /// Reads an expression; nil where the text is none, such as a licence's name in words.
    package init?(parsing text: String) {
        guard let tokens = Self.tokens(text) else { return nil }
        var parser = Parser(tokens: tokens[...])
        guard let expression = parser.alternatives(depth: 0), parser.tokens.isEmpty else { return nil }
        self = expression
    }

    private enum Token: Equatable {
        case open, close, and, or, with
        case identifier(String)
    }

    private static func tokens(_ text: String) -> [Token]? {
        var tokens: [Token] = []
        var word = ""
        func token(_ word: String) -> Token {
            switch word {
            case "AND", "and": .and
            case "OR", "or": .or
            case "WITH", "with": .with
            default: .identifier(word)
            }
        }
        for scalar in text.unicodeScalars {
            if isPart(scalar) {
                word.unicodeScalars.append(scalar)
                continue
            }
            if !word.isEmpty { tokens.append(token(word)) }
            word = ""
            switch scalar {
            case "(": tokens.append(.open)
            case ")": tokens.append(.close)
            case " ", "\t", "\n", "\r": break
            default: return nil
            }
            if tokens.count > tokenLimit { return nil }
        }
        if !word.isEmpty { tokens.append(token(word)) }
        return tokens.count > tokenLimit ? nil : tokens
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "+", ":": true
        default: false
        }
    }

    /// `WITH` binds more than `AND`, and that more than `OR`.
    private struct Parser {
        var tokens: ArraySlice<Token>

        mutating func alternatives(depth: Int) -> SPDXExpression? {
            guard var left = conjunction(depth: depth) else { return nil }
            while take(.or) {
                guard let right = conjunction(depth: depth) else { return nil }
                left = .or(left, right)
            }
            return left
        }

        private mutating func conjunction(depth: Int) -> SPDXExpression? {
            guard var left = operand(depth: depth) else { return nil }
            while take(.and) {
                guard let right = operand(depth: depth) else { return nil }
                left = .and(left, right)
            }
            return left
        }

        private mutating func operand(depth: Int) -> SPDXExpression? {
            if take(.open) {
                guard depth < depthLimit, let inner = alternatives(depth: depth + 1), take(.close) else { return nil }
                return inner
            }
            guard case .identifier(let identifier)? = tokens.popFirst() else { return nil }
            guard take(.with) else { return .licence(Licence(identifier: identifier)) }
            guard case .identifier(let exception)? = tokens.popFirst() else { return nil }
            return .licence(Licence(identifier: identifier, exception: exception))
        }

        private mutating func take(_ token: Token) -> Bool {
            guard tokens.first == token else { return false }
            tokens.removeFirst()
            return true
        }
    }
}
