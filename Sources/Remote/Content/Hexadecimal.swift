/// Bytes as lowercase hexadecimal digits.
enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        for byte in bytes {
            for half in [byte >> 4, byte & 15] { digits.append(half < 10 ? 0x30 + half : 0x61 + half - 10) }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
