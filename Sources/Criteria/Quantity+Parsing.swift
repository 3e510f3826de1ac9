extension Quantity {
    /// Reads a number with its unit: `5m`, `30 days`, `4GB`, `2 cores`, `10Gbps`, `80%`; a bare number is a count.
    package init(parsing text: String) throws(CriteriaError) {
        var parser = try Parser(text, names: [:])
        let token = parser.current
        guard case .number(let number) = token.kind else {
            throw parser.source.error(
                token.isSymbol("-") ? "a quantity has no sign" : "expected a number with a unit, such as 5m or 80%",
                at: token.range
            )
        }
        parser.advance()
        let typed = try parser.amount(number, token.range)
        try parser.expectEnd()
        switch typed.expression {
        case .quantity(let quantity): self = quantity
        default: self.init(number, .none)
        }
    }
}
