/// What is wrong with the bytes of a file before YAML comes into it.
enum TextChecks {
    struct Problem {
        var message: String
        var line: Int
        var column: Int
    }

    /// The first byte that is not UTF-8, or the first character that YAML does not allow.
    static func firstProblem(in bytes: [UInt8]) -> Problem? {
        var (line, column, index) = (1, 1, 0)
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
                    line += 1
                    column = 0
                } else if byte < 0x20 && byte != 0x09 && byte != 0x0D || byte == 0x7F {
                    return Problem(
                        message: "control character 0x\(hex(byte)) at byte \(index) is not allowed in YAML",
                        line: line,
                        column: column
                    )
                }
                index += 1
            } else {
                let length = sequenceLength(bytes, index)
                guard length > 0 else {
                    return Problem(
                        message: "byte 0x\(hex(byte)) at offset \(index) is not UTF-8; save the file as UTF-8",
                        line: line,
                        column: column
                    )
                }
                index += length
            }
            column += 1
        }
        return nil
    }

    /// The first line that is longer than any person writes.
    static func firstLongLine(in bytes: [UInt8], limit: Int = Limits.lineLength) -> Int? {
        var (line, start) = (1, 0)
        for (index, byte) in bytes.enumerated() {
            if index - start > limit { return line }
            if byte == 0x0A || byte == 0x0D {
                start = index
                if byte == 0x0A { line += 1 }
            }
        }
        return nil
    }

    /// The length of the well-formed sequence that starts at `index`; 0 where there is none.
    private static func sequenceLength(_ bytes: [UInt8], _ index: Int) -> Int {
        let (length, low, high): (Int, UInt8, UInt8) =
            switch bytes[index] {
            case 0xC2...0xDF: (2, 0x80, 0xBF)
            case 0xE0: (3, 0xA0, 0xBF)
            case 0xE1...0xEC, 0xEE, 0xEF: (3, 0x80, 0xBF)
            case 0xED: (3, 0x80, 0x9F)
            case 0xF0: (4, 0x90, 0xBF)
            case 0xF1...0xF3: (4, 0x80, 0xBF)
            case 0xF4: (4, 0x80, 0x8F)
            default: (0, 0, 0)
            }
        guard length > 0, index + length <= bytes.count, (low...high).contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(2, length) where !(0x80...0xBF).contains(bytes[index + offset]) { return 0 }
        return length
    }

    private static func hex(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16, uppercase: true)
        return text.count < 2 ? "0" + text : text
    }

    /// Whether resolving aliases could take for ever: many of them, and keys that are no plain texts.
    ///
    /// The YAML library hashes every key before we see it, and a key may hold aliases of aliases of aliases. Keys
    /// that are lists, mappings or aliases are of no use in a configuration, so a file that may have both is refused.
    static func mayExplode(_ bytes: [UInt8]) -> Bool {
        var aliases = 0
        var hasStrangeKeys = false
        var previous = UInt8(ascii: "\n")
        for (index, byte) in bytes.enumerated() {
            let startsToken = isSeparator(previous)
            let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: "\n")
            if byte == UInt8(ascii: "*"), startsToken, !isSeparator(next) {
                aliases += 1
                if isFollowedByColon(bytes, after: index + 1) { hasStrangeKeys = true }
            } else if byte == UInt8(ascii: "?"), startsToken, isSeparator(next) {
                hasStrangeKeys = true
            } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                if isFollowedByColon(bytes, after: index + 1) { hasStrangeKeys = true }
            }
            if hasStrangeKeys && aliases > 20 { return true }
            previous = byte
        }
        return false
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "]"),
            UInt8(ascii: "}"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Whether a colon follows what is left of a word and blanks.
    private static func isFollowedByColon(_ bytes: [UInt8], after start: Int) -> Bool {
        var index = start
        while index < bytes.count, !isSeparator(bytes[index]) { index += 1 }
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
        return index < bytes.count && bytes[index] == UInt8(ascii: ":")
    }
}
