/// The digits that a word begins with.
struct Digits {
    /// How many bytes come before the first that cannot be a digit, as an end of a line, a comma and a dash cannot.
    let count: Int
    /// The first four bytes, those of digits as their values, and the last of them on top.
    private let values: UInt32

    /// Looks at the eight bytes of a little-endian word.
    @inline(__always)
    init(_ word: UInt64) {
        // Digits have this bit, and what stands behind numbers has not. The next number cannot be looked at
        // before this is known: a better test would take longer than all the rest.
        count = (~word & 0x1010_1010_1010_1010).trailingZeroBitCount &>> 3
        values = UInt32(truncatingIfNeeded: word ^ 0x3030_3030) &<< UInt32(truncatingIfNeeded: 32 &- 8 &* count)
    }

    /// Whether there are one to four bytes, and all of them are digits.
    @inline(__always)
    var isShort: Bool {
        UInt(bitPattern: count &- 1) < 4 && ((values &+ 0x7676_7676) | values) & 0x8080_8080 == 0
    }

    /// The number that one to four digits are: neighbours become pairs, and the pairs the number.
    @inline(__always)
    var value: UInt32 {
        let pairs = ((values &* 2_561) &>> 8) & 0x00FF_00FF
        return (pairs &* 6_553_601) &>> 16
    }
}
