/// How two conditions are combined, in three-valued logic; the raw value is its spelling.
package enum LogicalOperator: String, Sendable, Hashable, CaseIterable {
    case and = "&&"
    case or = "||"
}
