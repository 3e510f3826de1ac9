/// SipHash-2-4: a hash that nobody can compute or undo without the key of 128 bits.
package struct KeyedHash: Sendable {
    private let first: UInt64
    private let second: UInt64

    /// `key` has 16 bytes at least; more are folded in.
    package init(key: [UInt8]) {
        var words: [UInt64] = [0, 0]
        for (place, byte) in key.enumerated() {
            let shift = UInt64(place % 8 * 8)
            words[place / 8 % 2] =
                (words[place / 8 % 2] &* (place < 16 ? 1 : 0x0000_0100_0000_01B3)) ^ UInt64(byte) << shift
        }
        (first, second) = (words[0], words[1])
    }

    /// A number for the bytes; `tweak` keeps kinds of values apart.
    package func callAsFunction(_ bytes: some Collection<UInt8>, tweak: UInt8 = 0) -> UInt64 {
        let number = bytes.withContiguousStorageIfAvailable { self($0, tweak: tweak, folded: false) }
        return number ?? Array(bytes).withUnsafeBufferPointer { self($0, tweak: tweak, folded: false) }
    }

    /// The same with capital letters of ASCII as small ones.
    func folded(_ bytes: UnsafeRawBufferPointer, tweak: UInt8) -> UInt64 {
        self(bytes.bindMemory(to: UInt8.self), tweak: tweak, folded: true)
    }

    /// The first byte of what is hashed is the tweak: each word has seven bytes of its own and the last one before them.
    @inline(__always)
    private func callAsFunction(_ bytes: UnsafeBufferPointer<UInt8>, tweak: UInt8, folded: Bool) -> UInt64 {
        var state = State(first, second)
        var (carried, index) = (UInt64(tweak), 0)
        let raw = UnsafeRawBufferPointer(bytes)
        while index &+ 8 <= raw.count {
            var word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            if folded { word = Self.folded(word) }
            state.add(carried | word << 8)
            carried = word >> 56
            index &+= 8
        }
        var (rest, shift) = (UInt64(0), UInt64(0))
        while index < raw.count {
            rest |= UInt64(raw[index]) << shift
            shift &+= 8
            index &+= 1
        }
        if folded { rest = Self.folded(rest) }
        let length = UInt64(raw.count &+ 1) << 56
        if shift == 56 {
            state.add(carried | rest << 8)
            return state.end(length)
        }
        return state.end(carried | rest << 8 | length)
    }

    /// Eight bytes, capital letters of ASCII as small ones.
    @inline(__always)
    private static func folded(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let low = word & (ones &* 0x7F)
        // The highest bit of each byte tells: from A on, and not beyond Z, and none of other letters.
        let capitals = ((low &+ ones &* 0x3F) ^ (low &+ ones &* 0x25)) & ~word & (ones &* 0x80)
        return word | capitals >> 2
    }

    private struct State {
        private var v0: UInt64
        private var v1: UInt64
        private var v2: UInt64
        private var v3: UInt64

        @inline(__always)
        init(_ first: UInt64, _ second: UInt64) {
            v0 = first ^ 0x736F_6D65_7073_6575
            v1 = second ^ 0x646F_7261_6E64_6F6D
            v2 = first ^ 0x6C79_6765_6E65_7261
            v3 = second ^ 0x7465_6462_7974_6573
        }

        @inline(__always)
        private mutating func round() {
            v0 &+= v1
            v1 = (v1 << 13 | v1 >> 51) ^ v0
            v0 = v0 << 32 | v0 >> 32
            v2 &+= v3
            v3 = (v3 << 16 | v3 >> 48) ^ v2
            v0 &+= v3
            v3 = (v3 << 21 | v3 >> 43) ^ v0
            v2 &+= v1
            v1 = (v1 << 17 | v1 >> 47) ^ v2
            v2 = v2 << 32 | v2 >> 32
        }

        @inline(__always)
        mutating func add(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        @inline(__always)
        mutating func end(_ word: UInt64) -> UInt64 {
            add(word)
            v2 ^= 0xFF
            round()
            round()
            round()
            round()
            return v0 ^ v1 ^ v2 ^ v3
        }
    }
}
