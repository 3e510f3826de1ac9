extension Phrase {
    /// Reads a criterion as a gate writes it.
    ///
    /// With a signature everything is checked, and errors point into `text`; without one (a metric defined elsewhere)
    /// dimensions are checked by `expression(for:)`. `names` are the other metrics that the right side may use;
    /// `previous` and `baseline` mean the implied metric, under the phrase's aggregate. With `asCriterion` the phrase is
    /// what a gate asks for: one that asks for bad values, or for values that cannot be, is an error too.
    package static func parse(
        _ text: String,
        for signature: MetricSignature?,
        names: NameTable = [:],
        asCriterion: Bool = false
    ) throws(CriteriaError) -> Phrase {
        var parser = try Parser(text, names: names, implied: Parser.Implied(signature: signature))
        let phrase = try parser.phrase()
        try parser.expectEnd()
        guard let signature else { return phrase }
        try parser.check(phrase, for: signature)
        if asCriterion { try parser.checkSense(phrase, for: signature) }
        return phrase
    }
}

extension Parser {
    private var start: Range<Int> { tokens[0].range.lowerBound..<tokens[0].range.lowerBound }

    /// Everything but the white space around it.
    var whole: Range<Int> {
        tokens[0].range.lowerBound..<(tokens.dropLast().last?.range.upperBound ?? tokens[0].range.lowerBound)
    }

    mutating func phrase() throws(CriteriaError) -> Phrase {
        let first = current
        subjects = [Subject(reference: Reference(Reference.value), type: implied?.type ?? .open)]
        if let operation = first.comparison { return try comparisonPhrase(nil, operation) }
        switch first.kind {
        case .number(let number): return try literalPhrase(number)
        case .word(let word):
            if let aggregate = Aggregate(word), let operation = following.comparison {
                advance()
                return try comparisonPhrase(aggregate, operation)
            }
            if let phrase = try wordPhrase() { return phrase }
            throw unknownPhrase(word)
        case .end: throw source.error("expected a criterion such as \">= 80%\", found nothing", at: start)
        case .string, .symbol:
            throw source.error(
                "expected a comparison, a quantity or a word, found \"\(source.text(first.range))\"",
                at: first.range
            )
        }
    }

    private mutating func comparisonPhrase(
        _ aggregate: Aggregate?,
        _ operation: ComparisonOperator
    ) throws(CriteriaError) -> Phrase {
        let operatorRange = current.range
        let type = implied?.type ?? .open
        let sampled = try aggregate.map { aggregate throws(CriteriaError) in
            try aggregated(aggregate, type, whole.lowerBound..<operatorRange.lowerBound)
        }
        let reference = Reference(Reference.value, aggregate: aggregate)
        let left = Typed(expression: .reference(reference), type: sampled ?? type, range: start)
        subjects = [Subject(reference: reference, type: left.type)]
        expectsText = left.type == .of(.text) || left.type == .of(.level)
        advance()
        let right = try sum()
        try checkComparable(operation, left, right, operatorRange)
        var share: String?
        if let word = current.word, following.kind == .end, case .quantity(let quantity) = right.expression,
            quantity.unit == .percent, Self.operatorWords[word] == nil
        {
            share = word
            advance()
        }
        if current.isSymbol("&&") || current.isSymbol("||") || current.comparison != nil {
            throw source.error("a criterion is one comparison; write another criterion beside it", at: current.range)
        }
        return .comparison(aggregate: aggregate, operator: operation, right: right.expression, shareOf: share)
    }

    private mutating func literalPhrase(_ number: Double) throws(CriteriaError) -> Phrase {
        let first = current
        advance()
        let typed = try amount(number, first.range)
        if current.word == "pass" {
            guard typed.expression == .quantity(Quantity(100, .percent)) else {
                throw source.error(
                    "only \"100% pass\" is a criterion; a lower share is a comparison",
                    at: whole,
                    suggestion: ">= \(source.text(typed.range))"
                )
            }
            advance()
            return .word(.allPass)
        }
        switch typed.expression {
        case .quantity(let quantity): return .literal(quantity)
        case .number(let number): return .literal(Quantity(number, .none))
        default:
            throw source.error(
                "which way? a multiple needs a comparison",
                at: typed.range,
                suggestion: "<= \(source.text(typed.range))"
            )
        }
    }

    // MARK: Words

    private mutating func wordPhrase() throws(CriteriaError) -> Phrase? {
        let words = tokens.dropLast().compactMap(\.word)
        if words.first == "not_decreasing", following.kind != .end { return try tolerance() }
        guard words.count == tokens.count - 1 else { return nil }
        let text = words.joined(separator: " ")
        position = tokens.count - 1
        if text == "true" || text == "false" { return .boolean(text == "true") }
        if let plain = Word.plain.first(where: { $0.text == text }) { return .word(plain.word) }
        if let level = Word.Level(rawValue: text) { return .word(.level(level)) }
        position = 0
        return nil
    }

    /// Reads `not_decreasing within 0.5 points`.
    private mutating func tolerance() throws(CriteriaError) -> Phrase {
        advance()
        guard current.word == "within", case .number(let number) = following.kind else {
            throw source.error(
                "a tolerance is written \"not_decreasing within 0.5 points\"",
                at: current.range.lowerBound..<whole.upperBound,
                suggestion: "within 0.5 points"
            )
        }
        advance()
        let range = current.range
        advance()
        let typed = try amount(number, range)
        switch typed.expression {
        case .quantity(let quantity): return .word(.notDecreasing(tolerance: quantity))
        case .number: return .word(.notDecreasing(tolerance: Quantity(number, .none)))
        default: throw source.error("a tolerance is a quantity", at: typed.range)
        }
    }

    private func unknownPhrase(_ word: String) -> CriteriaError {
        let text = source.text(whole)
        let name = implied?.signature?.name
        if following.comparison != nil {
            if word == Reference.value || word == name || name?.hasSuffix(".\(word)") == true {
                return source.error(
                    "the key already names the metric; the phrase starts with the comparison",
                    at: whole,
                    suggestion: source.text(following.range.lowerBound..<whole.upperBound)
                )
            }
            return source.error(
                "unknown aggregate \"\(word)\"",
                at: tokens[0].range,
                suggestion: Resemblance.nearest(to: word, among: Aggregate.spellings)
            )
        }
        if text == "not_increasing" {
            return source.error("\"\(text)\" is not a criterion", at: whole, suggestion: "<= baseline")
        }
        let known = Word.plain.map(\.text) + Word.Level.allCases.map(\.rawValue) + ["true", "false"]
        return source.error(
            "\"\(source.excerpt(whole))\" is no comparison, quantity or word",
            at: whole,
            suggestion: Resemblance.nearest(to: text, among: known)
        )
    }

    // MARK: Literals and words against the metric

    /// Throws where the metric that the key implies cannot meet the phrase.
    func check(_ phrase: Phrase, for signature: MetricSignature) throws(CriteriaError) {
        let metric = Typed(
            expression: .reference(Reference(Reference.value)),
            type: .of(signature.dimension),
            range: start
        )
        switch phrase {
        case .comparison: return
        case .literal(let quantity): try checkLiteral(quantity, against: metric)
        case .boolean:
            guard signature.dimension == .boolean else {
                throw source.error("\(shown(metric)) is \(signature.dimension.noun), not a condition", at: whole)
            }
        case .word(.notDecreasing(let tolerance)):
            guard signature.dimension.isNumeric else { throw unfit(signature) }
            guard let tolerance else { return }
            let within = tokens.dropFirst(2).first?.range.lowerBound ?? whole.lowerBound
            try checkLiteral(tolerance, against: metric, at: within..<whole.upperBound)
        case .word(let word):
            guard word.condition(for: signature) != nil else { throw unfit(signature) }
        }
    }

    private func unfit(_ signature: MetricSignature) -> CriteriaError {
        source.error(
            "\"\(source.excerpt(whole))\" says nothing about \"\(signature.name)\", which is \(signature.dimension.noun)",
            at: whole
        )
    }

    private func checkLiteral(
        _ quantity: Quantity,
        against metric: Typed,
        at range: Range<Int>? = nil
    ) throws(CriteriaError) {
        let isBare = quantity.unit == .none
        let literal = Typed(
            expression: isBare ? .number(quantity.magnitude) : .quantity(quantity),
            type: isBare ? .bare : .of(quantity.dimension),
            range: range ?? whole
        )
        try checkComparable(.atLeast, metric, literal, literal.range)
    }
}
