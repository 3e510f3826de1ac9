import Chance

/// A one-to-one mapping of the numbers below a bound onto themselves that looks like chance: a balanced Feistel network, walked
/// until it comes out within the bound.
package struct Permutation: Sendable {
    private let bound: UInt64
    private let half: UInt64
    private let mask: UInt64
    private let keys: (UInt64, UInt64, UInt64, UInt64)

    /// Of a number in mixed radix, the digit that is meant; nil where it is the whole number.
    private var digit: (divisor: UInt64, count: UInt64)?

    /// `bound` is at least 1 and at most 2^62.
    init(_ bound: UInt64, _ draw: Draw) {
        self.bound = max(1, bound)
        var bits: UInt64 = 2
        while bits < 62, (1 << bits) < self.bound { bits += 2 }
        half = bits / 2
        mask = (1 << half) - 1
        keys = (draw.bits(0xFE15), draw.bits(0xFE16), draw.bits(0xFE17), draw.bits(0xFE18))
    }

    /// One digit of the numbers: together with the others it tells each of them.
    func digit(below count: UInt64, above divisor: UInt64) -> Permutation {
        var part = self
        part.digit = (divisor, count)
        return part
    }

    @inline(__always)
    package func callAsFunction(_ value: UInt64) -> UInt64 {
        var mapped = value
        repeat { mapped = once(mapped) } while mapped >= bound
        guard let digit else { return mapped }
        return mapped / digit.divisor % digit.count
    }

    @inline(__always)
    private func once(_ value: UInt64) -> UInt64 {
        var (left, right) = (value >> half, value & mask)
        left ^= Draw.mix(right &+ keys.0) & mask
        right ^= Draw.mix(left &+ keys.1) & mask
        left ^= Draw.mix(right &+ keys.2) & mask
        right ^= Draw.mix(left &+ keys.3) & mask
        return left << half | right
    }
}
