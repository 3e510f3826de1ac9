extension Parser {
    /// `left operation right`, or why that cannot be computed.
    func combine(_ operation: ArithmeticOperator, _ left: Typed, _ right: Typed) throws(CriteriaError) -> Typed {
        let range = left.range.lowerBound..<right.range.upperBound
        for operand in [left, right] where !operand.type.isNumeric {
            throw source.error("\(shown(operand)) is \(operand.type.noun), not a number", at: operand.range)
        }
        guard let type = OperandType.result(of: operation, left.type, right.type) else {
            throw mismatch(operation, left, right, range)
        }
        if operation == .add || operation == .subtract { try requireUnits(left, right) }
        return Typed(
            expression: .arithmetic(operation, left.expression, right.expression),
            type: type,
            range: range,
            depth: try depth(over: [left, right], range),
            isQuotient: operation == .divide && left.type == right.type
        )
    }

    /// `left operation right` as a condition, or why the two cannot be compared.
    func compare(
        _ operation: ComparisonOperator,
        _ left: Typed,
        _ right: Typed,
        _ operatorRange: Range<Int>
    ) throws(CriteriaError) -> Typed {
        let range = left.range.lowerBound..<right.range.upperBound
        try checkComparable(operation, left, right, operatorRange)
        return Typed(
            expression: .comparison(operation, left.expression, right.expression),
            type: .of(.boolean),
            range: range,
            depth: try depth(over: [left, right], range)
        )
    }

    /// Throws where `left operation right` compares unlike operands, or orders what has no order.
    func checkComparable(
        _ operation: ComparisonOperator,
        _ left: Typed,
        _ right: Typed,
        _ operatorRange: Range<Int>
    ) throws(CriteriaError) {
        guard OperandType.areComparable(left.type, right.type) else {
            throw incomparable(operation, left, right)
        }
        try requireUnits(left, right)
        for operand in [left, right] where operation.isOrdering && !operand.type.isNumeric {
            throw source.error(
                "\(operand.type.noun) has no order",
                at: operatorRange,
                suggestion: ComparisonOperator.equal.rawValue
            )
        }
    }

    func logical(_ operation: LogicalOperator, _ left: Typed, _ right: Typed) throws(CriteriaError) -> Typed {
        for operand in [left, right] { try requireCondition(operand) }
        let range = left.range.lowerBound..<right.range.upperBound
        return Typed(
            expression: .logical(operation, left.expression, right.expression),
            type: .of(.boolean),
            range: range,
            depth: try depth(over: [left, right], range)
        )
    }

    func negateCondition(_ operand: Typed, _ sign: Range<Int>) throws(CriteriaError) -> Typed {
        try requireCondition(operand)
        let range = sign.lowerBound..<operand.range.upperBound
        return Typed(
            expression: .not(operand.expression),
            type: .of(.boolean),
            range: range,
            depth: try depth(over: [operand], range)
        )
    }

    func negateNumber(_ operand: Typed, _ sign: Range<Int>) throws(CriteriaError) -> Typed {
        guard operand.type.isNumeric else {
            throw source.error("\(shown(operand)) is \(operand.type.noun), not a number", at: operand.range)
        }
        let range = sign.lowerBound..<operand.range.upperBound
        return Typed(
            expression: .negate(operand.expression),
            type: operand.type,
            range: range,
            depth: try depth(over: [operand], range),
            isQuotient: operand.isQuotient
        )
    }

    /// Throws unless `operand` is true or false.
    func requireCondition(_ operand: Typed) throws(CriteriaError) {
        guard !operand.type.isCondition else { return }
        throw source.error("\(shown(operand)) is \(operand.type.noun), not a condition", at: operand.range)
    }

    private func depth(over operands: [Typed], _ range: Range<Int>) throws(CriteriaError) -> Int {
        let depth = 1 + (operands.map(\.depth).max() ?? 0)
        guard depth <= Self.maximumDepth * 2 else {
            throw source.error("an expression of more than \(Self.maximumDepth * 2) levels", at: range)
        }
        return depth
    }

    // MARK: Units and dimensions

    /// A bare number stands for a count, a rate or cores; elsewhere it lacks its unit, except zero, which needs none.
    private func requireUnits(_ left: Typed, _ right: Typed) throws(CriteriaError) {
        for (number, other) in [(left, right), (right, left)] {
            guard number.type == .bare, case .of(let dimension) = other.type, !dimension.takesBareNumbers,
                number.expression != .number(0)
            else { continue }
            throw source.error(
                "\(shown(number)) has no unit, and \(shown(other)) is \(dimension.noun)",
                at: number.range,
                suggestion: suggestedQuantity(for: number, beside: other, dimension)
            )
        }
    }

    private func suggestedQuantity(for number: Typed, beside other: Typed, _ dimension: Dimension) -> String? {
        guard case .number(let amount) = number.expression else { return nil }
        let text = DecimalScaling.text(amount)
        switch dimension {
        case .ratio where other.isQuotient: return Quantity(base: amount, in: .percent).description
        // Nobody asks for less than a hundredth of everything; 0.8 is a share that lacks its hundred.
        case .ratio where amount < 1: return Quantity(base: amount, in: .percent).description
        case .ratio: return text + "%"
        case .duration:
            // Percentiles are of response times; whole durations are counted in seconds.
            if case .reference(let reference) = other.expression, reference.aggregate != nil { return text + "ms" }
            return text + (implied?.signature?.isOfRequests == true ? "ms" : "s")
        case .bytes: return text + "MB"
        case .bandwidth: return text + "Mbps"
        default: return nil
        }
    }

    private func mismatch(
        _ operation: ArithmeticOperator,
        _ left: Typed,
        _ right: Typed,
        _ range: Range<Int>
    ) -> CriteriaError {
        guard operation == .add || operation == .subtract else {
            let verb = operation == .multiply ? "multiply" : "divide"
            let link = operation == .multiply ? "with" : "by"
            return source.error(
                "cannot \(verb) \(left.type.noun) \(link) \(right.type.noun)",
                at: range
            )
        }
        if let share = share(right) {
            let factor = relativeFactor(operation == .add ? share : -share)
            return source.error(
                "\(shown(right)) is a ratio and \(shown(left)) is \(left.type.noun)",
                at: range,
                suggestion: "\(written(left, within: Expression.Precedence.multiplicative)) * \(factor)"
            )
        }
        let verb = operation == .add ? "add" : "subtract"
        let (first, second) = operation == .add ? (left, right) : (right, left)
        let link = operation == .add ? "to" : "from"
        return source.error("cannot \(verb) \(second.type.noun) \(link) \(first.type.noun)", at: range)
    }

    private func incomparable(_ operation: ComparisonOperator, _ left: Typed, _ right: Typed) -> CriteriaError {
        let message = "\(shown(right)) is \(right.type.noun) and \(shown(left)) is \(left.type.noun)"
        guard let share = share(right), left.type.isNumeric else { return source.error(message, at: right.range) }
        // A percentage never makes a threshold relative: a relative one names what it is relative to.
        let isAbove = operation == .greater || operation == .atLeast
        let relative = "\(implied == nil ? "previous" : "baseline") * \(relativeFactor(isAbove ? share : -share))"
        let plain = DecimalScaling.text(Quantity(base: share, in: .percent).magnitude)
        return source.error(
            message,
            at: right.range,
            suggestion: left.type == .of(.count) ? plain : relative
        )
    }

    /// The amount of a literal percentage.
    private func share(_ operand: Typed) -> Double? {
        guard case .quantity(let quantity) = operand.expression, quantity.dimension == .ratio else { return nil }
        return quantity.value
    }

    /// The operand as written, in parentheses where it would otherwise fall apart beside a tighter operator.
    func written(_ operand: Typed, within precedence: Int) -> String {
        let text = source.text(operand.range)
        let isWhole = operand.isEnclosed || operand.expression.precedence >= precedence
        return isWhole ? text : "(\(text))"
    }

    private func relativeFactor(_ change: Double) -> String {
        DecimalScaling.text(Quantity(1 + change, .none).rounded(decimals: 9).magnitude)
    }

    /// The operand as written, in quotes; the implied left side by the name of its metric.
    func shown(_ operand: Typed) -> String {
        if operand.range.isEmpty {
            let name = implied?.signature?.name ?? Reference.value
            guard case .reference(let reference) = operand.expression, let aggregate = reference.aggregate else {
                return "\"\(name)\""
            }
            return "\"\(aggregate)\" of \"\(name)\""
        }
        return "\"\(source.excerpt(operand.range))\""
    }
}
