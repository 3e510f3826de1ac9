/// Phrases that can be read and computed, and cannot be meant as what a gate asks for.
extension Parser {
    /// Throws where a phrase holds the better the worse the metric is, or bounds it where it never is.
    func checkSense(_ phrase: Phrase, for signature: MetricSignature) throws(CriteriaError) {
        if signature.dimension == .boolean { return try checkTruth(phrase, signature) }
        guard signature.dimension.isNumeric else { return }
        switch phrase {
        case .literal(let quantity):
            try checkBound(Phrase.operand(quantity), signature, at: whole)
        case .comparison(let aggregate, let operation, let right, _):
            // The number of samples, or their rate, is not the metric itself.
            let isOfMetric = aggregate.map {
                $0 != .count && $0.dimension(of: signature.dimension) == signature.dimension
            }
            guard isOfMetric ?? true else { return }
            try checkBound(right, signature, at: boundRange)
            try checkDirection(operation, right, signature)
        case .boolean, .word: return
        }
    }

    /// Every truth that a gate may ask for is a good one: whoever does not want it asked leaves it out.
    private func checkTruth(_ phrase: Phrase, _ signature: MetricSignature) throws(CriteriaError) {
        let asksForFalse =
            switch phrase {
            case .boolean(let truth): !truth
            case .comparison(_, .equal, .boolean(let truth), _): !truth
            case .comparison(_, .notEqual, .boolean(let truth), _): truth
            default: false
            }
        guard asksForFalse else { return }
        throw source.error(
            "\"\(signature.name)\" is good where it is true: leave the key out where it is not asked for",
            at: whole,
            suggestion: "true"
        )
    }

    private func checkDirection(
        _ operation: ComparisonOperator,
        _ right: Expression,
        _ signature: MetricSignature
    ) throws(CriteriaError) {
        let better: String
        let meant: String
        switch (operation, signature.direction) {
        case (.notEqual, let direction):
            throw source.error(
                "all values but one would do: say on which side of it \"\(signature.name)\" must be",
                at: operatorToken.range,
                suggestion: direction.comparison.rawValue
            )
        case (.less, .atLeast): (better, meant) = ("more", ">")
        case (.atMost, .atLeast): (better, meant) = ("more", ">=")
        case (.greater, .atMost): (better, meant) = ("less", "<")
        case (.atLeast, .atMost):
            // `>= 0`: it must be measured, whatever it is.
            if Self.constant(right, signature) == 0 { return }
            (better, meant) = ("less", "<=")
        default: return
        }
        throw source.error(
            "of \"\(signature.name)\" \(better) is better, and this asks for the opposite",
            at: operatorToken.range,
            suggestion: meant
        )
    }

    private func checkBound(
        _ bound: Expression,
        _ signature: MetricSignature,
        at range: Range<Int>
    ) throws(CriteriaError) {
        guard let value = Self.constant(bound, signature), !signature.range.contains(value) else { return }
        let words = signature.range.outside(signature.dimension)
        throw source.error("\"\(signature.name)\" is never \(words)", at: range)
    }

    /// The amount of a right side that names no metric; nil where it is known only once something is measured.
    private static func constant(_ expression: Expression, _ signature: MetricSignature) -> Double? {
        guard case .quantity(let amount, _) = expression.evaluate({ _ in .unknown(reason: nil) }) else { return nil }
        return amount
    }

    /// The comparison that the phrase begins with, behind its aggregate if it names one.
    private var operatorToken: Token { tokens.first { $0.comparison != nil } ?? tokens[0] }

    /// Everything behind that comparison.
    private var boundRange: Range<Int> {
        let end = operatorToken.range.upperBound
        let start = tokens.first { $0.range.lowerBound >= end }?.range.lowerBound ?? end
        return min(start, whole.upperBound)..<whole.upperBound
    }
}
