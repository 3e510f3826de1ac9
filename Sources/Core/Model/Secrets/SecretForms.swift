/// The ways in which a secret may stand in output.
enum SecretForms {
    static func all(_ bytes: [UInt8]) -> [[UInt8]] {
        [bytes, address(bytes, 0x41), address(bytes, 0x61), json(bytes), xml(bytes)] + base64(bytes)
    }

    /// With all but letters, digits and `-._~` as `%2F`; the letters of the digits begin with `a`.
    private static func address(_ bytes: [UInt8], _ a: UInt8) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
            default: [0x25, digit(byte >> 4, a), digit(byte & 15, a)]
            }
        }
    }

    private static func digit(_ value: UInt8, _ a: UInt8) -> UInt8 { value < 10 ? 0x30 + value : a + value - 10 }

    private static func json(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x22, 0x5C: [0x5C, byte]
            case 0x0A: Array("\\n".utf8)
            case 0x0D: Array("\\r".utf8)
            case 0x09: Array("\\t".utf8)
            default: [byte]
            }
        }
    }

    private static func xml(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x26: Array("&amp;".utf8)
            case 0x3C: Array("&lt;".utf8)
            case 0x3E: Array("&gt;".utf8)
            case 0x22: Array("&quot;".utf8)
            default: [byte]
            }
        }
    }

    /// Within a longer text a secret begins at one of three places of a group: what the group's other bytes decide as well
    /// is left out.
    private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
        let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let address = plain.dropLast(2) + Array("-_".utf8)
        return [plain, Array(address)].flatMap { alphabet in
            (0..<3).map { before -> [UInt8] in
                let padded = [UInt8](repeating: 0, count: before) + bytes
                let bits = padded.count * 8
                var text: [UInt8] = []
                // Only digits all of whose bits are the secret's.
                var bit = (before * 8 + 5) / 6 * 6
                while bit + 6 <= bits {
                    let (index, shift) = (bit / 8, bit % 8)
                    let pair = UInt16(padded[index]) << 8 | UInt16(index + 1 < padded.count ? padded[index + 1] : 0)
                    text.append(alphabet[Int(pair >> UInt16(10 - shift)) & 63])
                    bit += 6
                }
                return text
            }
        }
    }
}
