import Glibc

/// Eight bytes looked at in one step.
///
/// Each test sets the top bit of the bytes it finds; the lowest set one is exact,
/// higher ones may be false after it, so only the first is ever used.
enum Word {
    @inline(__always)
    static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// Eight copies of a byte.
    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// Bytes equal to the one repeated in `pattern`; without the final mask, to be combined.
    @inline(__always)
    static func equal(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return (difference &- 0x0101_0101_0101_0101) & ~difference
    }

    /// Control characters, below 0x20; without the final mask, to be combined.
    @inline(__always)
    static func control(_ word: UInt64) -> UInt64 { (word &- 0x2020_2020_2020_2020) & ~word }

    /// Keeps the flag bits.
    @inline(__always)
    static func flags(_ combined: UInt64) -> UInt64 { combined & 0x8080_8080_8080_8080 }

    /// Whether two runs of bytes are equal; `readable` bytes may be looked at from either start.
    @inline(__always)
    static func areEqual(
        _ left: UnsafePointer<UInt8>,
        _ right: UnsafePointer<UInt8>,
        _ length: Int,
        readable: Int
    ) -> Bool {
        if length <= 8, readable >= 8 {
            return length == 0 || (load(left) ^ load(right)) &<< UInt64(64 &- 8 &* length) == 0
        }
        if length >= 8, length <= 16 {
            let tail = length &- 8
            return (load(left) ^ load(right)) | (load(left + tail) ^ load(right + tail)) == 0
        }
        return memcmp(left, right, length) == 0
    }

    /// The index of the first flagged byte.
    @inline(__always)
    static func first(_ flags: UInt64) -> Int { flags.trailingZeroBitCount &>> 3 }
}

/// Sixteen bytes looked at in one step.
///
/// Both sides of every comparison are vectors: those with a number on one side are compiled byte by byte.
enum Vector {
    @inline(__always) static var space: SIMD16<Int8> { SIMD16(repeating: 0x20) }
    @inline(__always) static var lessThan: SIMD16<Int8> { SIMD16(repeating: 0x3C) }
    @inline(__always) static var greaterThan: SIMD16<Int8> { SIMD16(repeating: 0x3E) }
    @inline(__always) static var behindQuotes: SIMD16<Int8> { SIMD16(repeating: 0x28) }
    @inline(__always) static var ampersand: SIMD16<Int8> { SIMD16(repeating: 0x26) }
    @inline(__always) static var quote: SIMD16<Int8> { SIMD16(repeating: 0x22) }
    @inline(__always) static var backslash: SIMD16<Int8> { SIMD16(repeating: 0x5C) }
    @inline(__always) static var delete: SIMD16<Int8> { SIMD16(repeating: 0x7F) }

    @inline(__always)
    static func load(_ pointer: UnsafePointer<UInt8>) -> SIMD16<Int8> {
        UnsafeRawPointer(pointer).loadUnaligned(as: SIMD16<Int8>.self)
    }

    /// Whether a test held for any byte.
    @inline(__always)
    static func holds(_ mask: SIMDMask<SIMD16<Int8>>) -> Bool {
        let lanes = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        return lanes[0] | lanes[1] != 0
    }

    /// The index of the first byte for which a test held; 16 where it held for none.
    @inline(__always)
    static func first(_ mask: SIMDMask<SIMD16<Int8>>) -> Int {
        let lanes = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
        if lanes[0] != 0 { return lanes[0].trailingZeroBitCount &>> 3 }
        if lanes[1] != 0 { return 8 &+ lanes[1].trailingZeroBitCount &>> 3 }
        return 16
    }
}
