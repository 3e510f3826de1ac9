/// The references that XML itself defines, read from bytes.
enum XMLReference {
    /// The character of `&amp;`, `&lt;`, `&gt;`, `&quot;` or `&apos;` at `start`, and the offset behind it.
    static func predefined(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> (UInt8, Int)? {
        let rest = Bytes(start: base + start, count: count - start)
        if rest.hasPrefix("&lt;") { return (UInt8(ascii: "<"), start + 4) }
        if rest.hasPrefix("&gt;") { return (UInt8(ascii: ">"), start + 4) }
        if rest.hasPrefix("&amp;") { return (UInt8(ascii: "&"), start + 5) }
        if rest.hasPrefix("&quot;") { return (UInt8(ascii: "\""), start + 6) }
        if rest.hasPrefix("&apos;") { return (UInt8(ascii: "'"), start + 6) }
        return nil
    }

    /// The character of `&#N;` or `&#xH;` at `start`, and the offset behind it; nil where it is none XML allows.
    static func character(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> (Unicode.Scalar, Int)? {
        var index = start + 2
        let isHex = index < count && base[index] == UInt8(ascii: "x")
        if isHex { index += 1 }
        var value: UInt32 = 0
        let first = index
        while index < count, base[index] != UInt8(ascii: ";") {
            guard let digit = hexDigit(base[index]), isHex || digit < 10 else { return nil }
            value = value * (isHex ? 16 : 10) + UInt32(digit)
            guard value <= 0x10FFFF else { return nil }
            index += 1
        }
        guard index < count, index > first, isAllowed(value), let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, index + 1)
    }

    private static func isAllowed(_ value: UInt32) -> Bool {
        value >= 0x20 ? value != 0xFFFE && value != 0xFFFF : value == 0x09 || value == 0x0A || value == 0x0D
    }

    /// The value of a hexadecimal digit.
    @inline(__always)
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x37
        case 0x61...0x66: byte &- 0x57
        default: nil
        }
    }
}
