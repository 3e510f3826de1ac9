import Glibc

/// Texts that a document repeats, each made once: a small table in which a new text takes the place of an old one.
///
/// Names of rules and tools, and what they say, occur by the thousand. What is not found is made anew, so that the table never grows.
package struct TextPool {
    private static let size = 1_024
    /// Shorter texts need no memory of their own, longer ones hardly repeat.
    private static let lengths = 16...512
    private var entries: [(digest: UInt64, text: String)] = []

    package init() {}

    mutating func text(_ bytes: Bytes) -> String {
        guard Self.lengths.contains(bytes.count) else { return bytes.string }
        if entries.isEmpty { entries = Array(repeating: (0, ""), count: Self.size) }
        let digest = bytes.digest
        let place = Int(truncatingIfNeeded: digest) & (Self.size - 1)
        if entries[place].digest == digest, Self.isSame(&entries[place].text, bytes) { return entries[place].text }
        let text = bytes.string
        entries[place] = (digest, text)
        return text
    }

    private static func isSame(_ text: inout String, _ bytes: Bytes) -> Bool {
        text.withUTF8 { bytes.equals(UnsafeRawBufferPointer($0)) }
    }
}

extension JSONReader {
    /// Reads a string that the document is likely to repeat.
    package mutating func readString(_ pool: inout TextPool) throws(ScanError) -> String {
        skipSpace()
        guard cursor < count, base[cursor] == UInt8(ascii: "\"") else { throw expected("a string") }
        let (range, hasEscapes) = try scanString()
        let raw = Bytes(start: base + range.start, count: range.count)
        return hasEscapes ? JSONReader.unescaped(raw) : pool.text(raw)
    }
}
