/// What a byte is for a scan.
enum ByteClass {
    static let other: UInt8 = 0
    static let digit: UInt8 = 1
    /// Letters of ASCII, the underscore, and all bytes of other letters.
    static let letter: UInt8 = 2
    static let at: UInt8 = 4
    static let plus: UInt8 = 8
    static let newline: UInt8 = 16

    /// By the byte.
    static let table: [UInt8] = (0...255).map { number in
        switch UInt8(number) {
        case 0x30...0x39: digit
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: letter
        case 0x40: at
        case 0x2B: plus
        case 0x0A: newline
        default: other
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    @inline(__always)
    static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte >= 0x80
    }
}
