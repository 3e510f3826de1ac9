import Chance

/// A one-to-one mapping of the numbers below a bound onto themselves that looks like chance: a balanced Feistel network, walked
/// until it comes out within the bound.
package struct Permutation: Sendable {
    private let bound: UInt64
    private let half: UInt64
    private let mask: UInt64
    private let keys: [UInt64]

    /// `bound` is at least 1 and at most 2^62.
    init(_ bound: UInt64, _ draw: Draw) {
        self.bound = max(1, bound)
        var bits: UInt64 = 2
        while bits < 62, (1 << bits) < self.bound { bits += 2 }
        half = bits / 2
        mask = (1 << half) - 1
        keys = (0..<4).map { draw.bits(0xFE15 + UInt64($0)) }
    }

    @inline(__always)
    package func callAsFunction(_ value: UInt64) -> UInt64 {
        var mapped = value
        repeat { mapped = once(mapped) } while mapped >= bound
        return mapped
    }

    @inline(__always)
    private func once(_ value: UInt64) -> UInt64 {
        var (left, right) = (value >> half, value & mask)
        for round in 0..<4 { (left, right) = (right, left ^ Draw.mix(right &+ keys[round]) & mask) }
        return left << half | right
    }
}
