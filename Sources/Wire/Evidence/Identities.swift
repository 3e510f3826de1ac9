/// Identities of tests in a summary: sixteen hexadecimal digits each, one behind the other.
enum Identities {
    static func text(_ identities: [UInt64]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(identities.count * 16)
        for identity in identities {
            for shift in stride(from: 60, through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: identity >> UInt64(shift)) & 0xF
                digits.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// nil where the text is not made of such digits.
    static func values(_ text: String) -> [UInt64]? {
        guard text.utf8.count % 16 == 0 else { return nil }
        var values: [UInt64] = []
        values.reserveCapacity(text.utf8.count / 16)
        var value: UInt64 = 0
        for (index, byte) in text.utf8.enumerated() {
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            value = value << 4 | UInt64(digit)
            if index % 16 == 15 {
                values.append(value)
                value = 0
            }
        }
        return values
    }
}
