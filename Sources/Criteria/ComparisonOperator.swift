/// How two values are compared; the raw value is its spelling.
package enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case equal = "=="
    case notEqual = "!="

    /// Whether the operands need an order, which texts and truth values lack.
    var isOrdering: Bool { self != .equal && self != .notEqual }
}
