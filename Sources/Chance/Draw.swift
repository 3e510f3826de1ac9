/// Chance without a state: each value is computed from a key and a counter, so that any of them can be asked for alone, in
/// any order and on any machine, and is the same again.
///
/// The mixing function is the finaliser of SplitMix64.
package struct Draw: Sendable, Hashable {
    @usableFromInline
    let key: UInt64

    @inlinable
    package init(key: UInt64) { self.key = key }

    /// A stream of its own for each seed and each path of names below it, such as a table and a column.
    package init(seed: UInt64, _ names: String...) {
        key = names.reduce(Draw.mix(seed ^ 0x6A09_E667_F3BC_C908)) { key, name in
            Draw.mix(name.utf8.reduce(key) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 })
        }
    }

    /// 64 bits for a counter.
    @inlinable @inline(__always)
    package func bits(_ counter: UInt64) -> UInt64 { Draw.mix(key &+ counter &* 0x9E37_79B9_7F4A_7C15) }

    /// From 0 up to, and not with, 1; 53 bits of it.
    @inlinable @inline(__always)
    package func unit(_ counter: UInt64) -> Double { Draw.unit(bits(counter)) }

    /// A number below a bound, which is at least 1.
    @inlinable @inline(__always)
    package func below(_ bound: UInt64, _ counter: UInt64) -> UInt64 { Draw.below(bound, bits(counter)) }

    /// A stream of its own for a number, such as the second value of a pair.
    @inlinable @inline(__always)
    package func branch(_ number: UInt64) -> Draw { Draw(key: Draw.mix(key ^ (number &+ 1) &* 0xD1B5_4A32_D192_ED03)) }

    @inlinable @inline(__always)
    package static func unit(_ bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

    /// Takes the upper half of a product in place of a division: its error is below `bound` / 2^64.
    @inlinable @inline(__always)
    package static func below(_ bound: UInt64, _ bits: UInt64) -> UInt64 { bits.multipliedFullWidth(by: bound).high }

    @inlinable @inline(__always)
    package static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
