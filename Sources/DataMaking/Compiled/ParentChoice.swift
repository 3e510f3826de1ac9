import Chance

/// The row that a row belongs to, of another table or an earlier one of its own.
enum ParentChoice: Sendable {
    case uniform(Draw, UInt64)
    case zipf(Draw, Zipf, Permutation)
    case exactly(UInt64)
    case oneToOne(Permutation)
    /// Of the same table, so that no row is below itself; row 0 has none.
    case earlier(Draw)
    /// Of the same table, the first rows most often, by this exponent.
    case earlierByRank(Draw, Double)
    /// Of the same table, exactly so many below each.
    case earlierExactly(UInt64)

    @inline(__always)
    func parent(_ row: UInt64) -> UInt64 {
        switch self {
        case .uniform(let draw, let count): draw.below(count, row)
        case .exactly(let each): row / each
        case .oneToOne(let permutation): permutation(row)
        case .zipf(let draw, let zipf, let permutation): permutation(zipf.rank(draw.unit(row)))
        case .earlier(let draw): draw.below(max(1, row), row)
        case .earlierByRank(let draw, let exponent):
            Zipf(exponent: exponent, count: Double(max(1, row))).rank(draw.unit(row))
        case .earlierExactly(let each): (max(1, row) - 1) / each
        }
    }
}
