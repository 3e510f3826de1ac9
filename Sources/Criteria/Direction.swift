/// Which way a metric is good, and so what a bare literal means for it.
package enum Direction: String, Sendable, Hashable, CaseIterable {
    /// More is better: `100%` means `>= 100%`.
    case atLeast
    /// Less is better: `0` means `<= 0`.
    case atMost
    /// Neither: a literal must be met exactly.
    case exactly

    /// The comparison that a bare literal stands for.
    package var comparison: ComparisonOperator {
        switch self {
        case .atLeast: .atLeast
        case .atMost: .atMost
        case .exactly: .equal
        }
    }
}
