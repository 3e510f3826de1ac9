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
        var v0 = first ^ 0x736F_6D65_7073_6575
        var v1 = second ^ 0x646F_7261_6E64_6F6D
        var v2 = first ^ 0x6C79_6765_6E65_7261
        var v3 = second ^ 0x7465_6462_7974_6573
        func round(_ v0: inout UInt64, _ v1: inout UInt64, _ v2: inout UInt64, _ v3: inout UInt64) {
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
        var (word, length) = (UInt64(tweak), UInt64(1))
        for byte in bytes {
            word |= UInt64(byte) << (length % 8 * 8)
            length &+= 1
            if length % 8 == 0 {
                v3 ^= word
                round(&v0, &v1, &v2, &v3)
                round(&v0, &v1, &v2, &v3)
                v0 ^= word
                word = 0
            }
        }
        word |= length << 56
        v3 ^= word
        round(&v0, &v1, &v2, &v3)
        round(&v0, &v1, &v2, &v3)
        v0 ^= word
        v2 ^= 0xFF
        for _ in 0..<4 { round(&v0, &v1, &v2, &v3) }
        return v0 ^ v1 ^ v2 ^ v3
    }
}
