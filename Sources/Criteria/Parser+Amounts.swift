extension Parser {
    /// What follows a number: a unit, `x_baseline`, or nothing.
    mutating func amount(_ number: Double, _ range: Range<Int>) throws(CriteriaError) -> Typed {
        let next = current
        if next.isSymbol("%") { return try quantity(number, .percent, range.lowerBound..<next.range.upperBound) }
        let bare = Typed(expression: .number(number), type: .bare, range: range)
        guard let word = next.word else { return bare }
        let whole = range.lowerBound..<next.range.upperBound
        if let unit = Unit(rawValue: word) { return try quantity(number, unit, whole) }
        let isAttached = next.range.lowerBound == range.upperBound
        if isAttached, let moment = Self.multiples[word] {
            advance()
            let operand = try self.moment(moment, next.range)
            return try combine(.multiply, bare, operand)
        }
        let text = DecimalScaling.text(number)
        if isAttached, word == "x" {
            let what = following.word.flatMap(Reference.Moment.init(rawValue:)) ?? .baseline
            throw source.error("\"\(text)x\" of what?", at: whole, suggestion: "\(text)x_\(what.rawValue)")
        }
        // `10 and …` is no unit; the caller says what is wrong with the text that follows.
        guard isAttached || Self.operatorWords[word] == nil else { return bare }
        throw unknownUnit(word, next.range)
    }

    /// `2x_baseline` and its kin.
    static let multiples: [String: Reference.Moment] = ["x_baseline": .baseline, "x_previous": .previous]

    private func unknownUnit(_ word: String, _ range: Range<Int>) -> CriteriaError {
        if let multiple = Resemblance.nearest(to: word, among: Self.multiples.keys), word.hasPrefix("x") {
            return source.error("unknown unit \"\(word)\"", at: range, suggestion: multiple)
        }
        return source.error("unknown unit \"\(word)\"", at: range, suggestion: Spelling.unit(for: word)?.rawValue)
    }

    private mutating func quantity(
        _ number: Double,
        _ unit: Unit,
        _ range: Range<Int>
    ) throws(CriteriaError) -> Typed {
        advance()
        let quantity = Quantity(number, unit)
        guard quantity.value.isFinite else { throw source.error("\(quantity) is too large", at: range) }
        return Typed(expression: .quantity(quantity), type: .of(quantity.dimension), range: range)
    }

    // MARK: Names

    /// Reads what starts with an identifier.
    mutating func named(_ word: String, _ range: Range<Int>) throws(CriteriaError) -> Typed {
        if word == "true" || word == "false" {
            advance()
            return Typed(expression: .boolean(word == "true"), type: .of(.boolean), range: range)
        }
        advance()
        if let moment = Reference.Moment(rawValue: word), moment != .current { return try self.moment(moment, range) }
        guard current.isSymbol("(") else {
            let type = try type(ofName: word, range)
            return operand(Reference(word), type, range)
        }
        guard let aggregate = Aggregate(word) else { throw unknownFunction(word, range) }
        return try sampled(aggregate, word, range)
    }

    private func unknownFunction(_ word: String, _ range: Range<Int>) -> CriteriaError {
        if word == "not" { return source.error("\"not\" is not an operator", at: range, suggestion: "!") }
        let known = Aggregate.spellings + ["previous", "baseline"]
        return source.error(
            "unknown function \"\(word)\"",
            at: range,
            suggestion: Resemblance.nearest(to: word, among: known)
        )
    }

    /// Reads `(name)` behind an aggregate.
    private mutating func sampled(
        _ aggregate: Aggregate,
        _ word: String,
        _ range: Range<Int>
    ) throws(CriteriaError) -> Typed {
        let (name, nameRange) = try argument(of: word)
        let sampled = try aggregated(aggregate, try type(ofName: name, nameRange), range)
        let whole = range.lowerBound..<(try closing(of: word)).upperBound
        return operand(Reference(name, aggregate: aggregate), sampled, whole)
    }

    /// What the samples of `type` become; an error where they cannot be aggregated so.
    func aggregated(
        _ aggregate: Aggregate,
        _ type: OperandType,
        _ range: Range<Int>
    ) throws(CriteriaError) -> OperandType {
        guard case .of(let dimension) = type else { return aggregate == .count ? .of(.count) : type }
        guard let sampled = aggregate.dimension(of: dimension) else {
            throw source.error("\(dimension.noun) has no \(aggregate)", at: range)
        }
        return .of(sampled)
    }

    /// Reads `previous`, `previous(coverage)` or `previous(p95(latency))` behind its first word.
    private mutating func moment(_ moment: Reference.Moment, _ range: Range<Int>) throws(CriteriaError) -> Typed {
        guard current.isSymbol("(") else {
            let subject = try subject(of: moment, range)
            return Typed(expression: .reference(subject.reference.at(moment)), type: subject.type, range: range)
        }
        let (name, nameRange) = try argument(of: moment.rawValue)
        var reference = Reference(name, moment: moment)
        var type = OperandType.open
        if let aggregate = Aggregate(name), current.isSymbol("(") {
            let (inner, innerRange) = try argument(of: name)
            type = try aggregated(aggregate, try self.type(ofName: inner, innerRange), nameRange)
            reference = Reference(inner, aggregate: aggregate, moment: moment)
            _ = try closing(of: name)
        } else {
            type = try self.type(ofName: name, nameRange)
        }
        let whole = range.lowerBound..<(try closing(of: moment.rawValue)).upperBound
        return Typed(expression: .reference(reference), type: type, range: whole)
    }

    private func subject(of moment: Reference.Moment, _ range: Range<Int>) throws(CriteriaError) -> Subject {
        guard let subject = subjects.first else {
            throw source.error(
                "\"\(moment.rawValue)\" of what? name the metric before it or in parentheses",
                at: range,
                suggestion: names.dimensions.keys.sorted().first.map { "\(moment.rawValue)(\($0))" }
            )
        }
        guard subjects.count == 1 || implied != nil else {
            throw source.error(
                "\"\(moment.rawValue)\" of which metric?",
                at: range,
                suggestion: "\(moment.rawValue)(\(subject.reference))"
            )
        }
        return subject
    }

    private mutating func argument(of function: String) throws(CriteriaError) -> (String, Range<Int>) {
        advance()
        guard let name = current.word else {
            throw source.error("expected the name of a metric in \(function)(…)", at: current.range)
        }
        let range = current.range
        advance()
        return (name, range)
    }

    private mutating func closing(of function: String) throws(CriteriaError) -> Range<Int> {
        let close = current
        guard take(")") else { throw source.error("expected \")\" to close \(function)(…)", at: close.range) }
        return close.range
    }

    /// An operand of this run, remembered as what a later `previous` may mean.
    private mutating func operand(_ reference: Reference, _ type: OperandType, _ range: Range<Int>) -> Typed {
        let subject = Subject(reference: reference, type: type)
        if type.isNumeric, !subjects.contains(subject) { subjects.append(subject) }
        return Typed(expression: .reference(reference), type: type, range: range)
    }

    private func type(ofName name: String, _ range: Range<Int>) throws(CriteriaError) -> OperandType {
        if let implied, name == Reference.value { return implied.type }
        if implied != nil, name == Reference.executed { return .of(.count) }
        if let dimension = names.dimensions[name] { return .of(dimension) }
        if name == "not" { throw source.error("\"not\" is not an operator", at: range, suggestion: "!") }
        if names.acceptsUnknownNames { return .open }
        if expectsText, Resemblance.nearest(to: name, among: names.dimensions.keys) == nil {
            throw source.error("unknown name \"\(name)\"; a text stands in quotes", at: range, suggestion: "'\(name)'")
        }
        let reserved = ["previous", "baseline", "true", "false"] + (implied == nil ? [] : [Reference.value])
        throw source.error(
            "unknown name \"\(name)\"",
            at: range,
            suggestion: Resemblance.nearest(to: name, among: Array(names.dimensions.keys) + reserved)
        )
    }
}
