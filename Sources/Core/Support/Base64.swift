/// Base64 (RFC 4648), strictly: one text for each sequence of bytes in an alphabet, so that nothing can be changed unseen.
package enum Base64 {
    /// The standard alphabet, padded.
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(letter(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)) & 0x3F))
            }
            buffer &= (1 << UInt32(bits)) - 1
        }
        if bits > 0 { text.append(letter(UInt8(truncatingIfNeeded: buffer << UInt32(6 - bits)) & 0x3F)) }
        while text.count % 4 != 0 { text.append(pad) }
        return String(decoding: text, as: UTF8.self)
    }

    /// nil for anything but padded text in the standard or the URL-safe alphabet, not mixed, with no stray bit.
    package static func decode(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count % 4 == 0 else { return nil }
        let padding = letters.suffix(2).reversed().prefix { $0 == pad }.count
        let isURLSafe = letters.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(letters.count / 4 * 3)
        var buffer: UInt32 = 0
        var bits = 0
        for byte in letters.dropLast(padding) {
            guard let value = value(byte, urlSafe: isURLSafe) else { return nil }
            buffer = buffer << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
                buffer &= (1 << UInt32(bits)) - 1
            }
        }
        return buffer == 0 ? bytes : nil
    }

    private static let pad = UInt8(ascii: "=")

    private static func letter(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + (value - 26)
        case 52..<62: UInt8(ascii: "0") + (value - 52)
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    private static func value(_ letter: UInt8, urlSafe: Bool) -> UInt8? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+") where !urlSafe, UInt8(ascii: "-") where urlSafe: 62
        case UInt8(ascii: "/") where !urlSafe, UInt8(ascii: "_") where urlSafe: 63
        default: nil
        }
    }
}
