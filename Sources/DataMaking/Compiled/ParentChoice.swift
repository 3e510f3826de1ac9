import Chance

/// The row of another table that a row belongs to.
enum ParentChoice: Sendable {
    case uniform(Draw, UInt64)
    case zipf(Draw, Zipf, Permutation)
    case exactly(UInt64)
    case oneToOne(Permutation)

    @inline(__always)
    func parent(_ row: UInt64) -> UInt64 {
        switch self {
        case .uniform(let draw, let count): draw.below(count, row)
        case .exactly(let each): row / each
        case .oneToOne(let permutation): permutation(row)
        case .zipf(let draw, let zipf, let permutation): permutation(zipf.rank(draw.unit(row)))
        }
    }
}
