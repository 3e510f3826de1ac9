/// A hash of bytes whose key is drawn anew by each process: no document can choose texts that collide.
///
/// Words are mixed by folded multiplication, as in wyhash and foldhash: several times as fast as the standard library's
/// SipHash on texts as short as paths, and meant for indices in memory alone.
@usableFromInline
package struct KeyedHash {
    @usableFromInline static let first = drawn(1)
    @usableFromInline static let second = drawn(2)
    @usableFromInline var state: UInt64

    /// The standard library's hashes have a key of the process already.
    private static func drawn(_ number: Int) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(number)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    @inlinable
    package init() { state = Self.first }

    /// The hash of bytes alone.
    @inlinable
    package static func of(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash = KeyedHash()
        hash.combine(bytes)
        return hash.value
    }

    /// The hash of a text's bytes alone.
    @inlinable
    package static func of(_ text: String) -> Int {
        var hash = KeyedHash()
        hash.combine(text)
        return hash.value
    }

    @inlinable
    package var value: Int { Int(truncatingIfNeeded: state) }

    @inlinable
    package mutating func combine(_ number: Int) {
        state = Self.fold(state ^ UInt64(truncatingIfNeeded: number), Self.second)
    }

    @inlinable
    package mutating func combine(_ text: String) {
        var text = text
        text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
    }

    /// Takes in bytes and their number: the same bytes cut in other places give another hash.
    @inlinable
    package mutating func combine(_ bytes: UnsafeRawBufferPointer) {
        var place = 0
        while bytes.count &- place > 16 {
            state = Self.fold(Self.word(bytes, place) ^ Self.second, Self.word(bytes, place &+ 8) ^ state)
            place &+= 16
        }
        let (low, high) = Self.tail(bytes, place)
        state = Self.fold(low ^ Self.second, high ^ state)
        state = Self.fold(state ^ Self.first, UInt64(truncatingIfNeeded: bytes.count) ^ Self.second)
    }

    /// The last bytes, up to 16, in two words that overlap where they are fewer.
    @inlinable
    static func tail(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> (UInt64, UInt64) {
        switch bytes.count &- place {
        case 0: return (0, 0)
        case 1...3:
            let middle = place &+ (bytes.count &- place) / 2
            return (UInt64(bytes[place]) &<< 16 | UInt64(bytes[middle]) &<< 8 | UInt64(bytes[bytes.count &- 1]), 0)
        case 4...7: return (UInt64(half(bytes, place)), UInt64(half(bytes, bytes.count &- 4)))
        default: return (word(bytes, place), word(bytes, bytes.count &- 8))
        }
    }

    @inlinable
    static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    @inlinable
    static func half(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
        bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    }

    @inlinable
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}
