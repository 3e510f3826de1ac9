extension Phrase {
    /// The phrase as a condition on `value`, with what its metric implies written out; dimension-checked.
    ///
    /// `80%` becomes `value >= 80%` for a metric of which more is better, `100% pass` becomes
    /// `value >= 100% && executed >= 1`, `not_decreasing` becomes `value >= baseline(value)`. The column of an error
    /// counts in the phrase's canonical spelling (`description`).
    package func expression(for signature: MetricSignature) throws(CriteriaError) -> Expression {
        // Other metrics were checked when the phrase was read; here it is the implied metric that may be new.
        let text = description
        let phrase = try Phrase.parse(text, for: signature, names: NameTable(acceptsUnknownNames: true))
        let value = Expression.reference(Reference(Reference.value))
        switch phrase {
        case .comparison(let aggregate, let operation, let right, _):
            return .comparison(operation, .reference(Reference(Reference.value, aggregate: aggregate)), right)
        case .literal(let quantity):
            return .comparison(signature.direction.comparison, value, Self.operand(quantity))
        case .boolean(let truth): return truth ? value : .not(value)
        case .word(let word):
            guard let condition = word.condition(for: signature) else {
                throw CriteriaError(
                    message: "\"\(text)\" says nothing about \(signature.dimension.noun)",
                    column: 1,
                    length: max(1, text.count)
                )
            }
            return condition
        }
    }

    static func operand(_ quantity: Quantity) -> Expression {
        quantity.unit == .none ? .number(quantity.magnitude) : .quantity(quantity)
    }
}

extension Word {
    /// What the word demands of the metric; nil where it says nothing about such a metric.
    ///
    /// Of a truth value it demands that it is true, of a count of violations that there is none, of a share that it is
    /// whole, and of a level that it is the one named.
    func condition(for signature: MetricSignature) -> Expression? {
        let value = Expression.reference(Reference(Reference.value))
        let whole = Expression.comparison(.atLeast, value, .quantity(Quantity(100, .percent)))
        switch self {
        case .notDecreasing(let tolerance):
            guard signature.dimension.isNumeric else { return nil }
            let baseline = Expression.reference(Reference(Reference.value, moment: .baseline))
            let limit = tolerance.map { .arithmetic(.subtract, baseline, Phrase.operand($0)) } ?? baseline
            return .comparison(.atLeast, value, limit)
        case .noFindings:
            return signature.dimension == .count ? .comparison(.atMost, value, .number(0)) : nil
        case .allPass:
            let executed = Expression.reference(Reference(Reference.executed))
            let any = Expression.comparison(.atLeast, executed, .number(1))
            return signature.dimension == .ratio ? .logical(.and, whole, any) : nil
        case .maintained, .verified, .automated, .tested, .addressed, .compliant, .level:
            switch (signature.dimension, signature.direction) {
            case (.boolean, _): return value
            case (.count, .atMost): return .comparison(.atMost, value, .number(0))
            case (.ratio, .atLeast): return whole
            case (.level, _), (.text, _): return .comparison(.equal, value, .text(description))
            default: return nil
            }
        }
    }
}
