import Scanning

/// Text of tests and tools made fit for a reader: printable, without terminal escapes, and of a bounded length.
enum CleanText {
    /// Longest message that a report repeats, in bytes.
    static let messageLimit = 4_000
    /// Longest name, path or reason, in bytes.
    static let lineLimit = 600

    /// One line: line feeds and tabs become spaces, runs of spaces one.
    static func line(_ text: String, limit: Int = lineLimit) -> String {
        let clean = block(text, limit: limit)
        guard clean.utf8.contains(where: { $0 == 0x0A || $0 == 0x09 }) else { return clean }
        return clean.split(whereSeparator: { $0 == "\n" || $0 == "\t" || $0 == " " }).joined(separator: " ")
    }

    /// Several lines; what exceeds `limit` bytes is counted, not shown: `… 12 more characters`.
    static func block(_ text: String, limit: Int = messageLimit) -> String {
        let utf8 = text.utf8
        guard utf8.count > limit else { return printable(text) }
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        let rest = text.unicodeScalars[end...].count
        return printable(String(text.unicodeScalars[..<end])) + "… \(rest) more characters"
    }

    private static func printable(_ text: String) -> String {
        var text = text
        let clean = text.withUTF8 { utf8 in
            utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? nil : Text.lossy(Bytes(utf8), limit: .max)
        }
        return clean ?? text
    }
}
