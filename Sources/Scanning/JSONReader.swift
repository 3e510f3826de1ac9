/// A pull reader for JSON (RFC 8259, strict) over bytes: nothing is built that is not asked for.
///
/// ```
/// var json = try JSONReader(bytes)
/// try json.readObject { key, json throws(ScanError) in
///     switch key {
///     case "name": name = try json.readString()
///     case "results": try json.readArray { json throws(ScanError) in count += try json.readInteger() }
///     default: try json.skipValue()
///     }
/// }
/// try json.finish()
/// ```
/// Each key's value must be read or skipped. `finish()` proves that the document is complete. A byte order mark is
/// tolerated. Of equal keys each is reported; consumers that assign let the last one win. A copy of the reader is a
/// bookmark: reading on from it is allowed.
@usableFromInline
package struct JSONReader {
    /// What the next value is, told from its first byte.
    package enum Kind: Hashable, Sendable {
        case object, array, string, number, bool, null
    }

    /// Containers may be nested this deep.
    package static let maximumDepth = 512

    /// The whole document; errors and offsets refer to it.
    package let document: Bytes
    let base: UnsafePointer<UInt8>
    let count: Int
    var cursor: Int
    var depth = 0
    /// Whether the last thing read opened a container, so that no comma is due.
    var isFresh = true

    /// Prepares to read; the bytes must outlive the reader.
    ///
    /// Throws on no bytes at all and on UTF-16.
    package init(_ bytes: Bytes) throws(ScanError) {
        try self.init(document: bytes, range: ByteRange(0, bytes.count))
    }

    /// Reads one value of a larger document: a line of NDJSON.
    package init(document: Bytes, range: ByteRange) throws(ScanError) {
        self.document = document
        let start = max(0, range.start)
        count = min(range.end, document.count)
        guard let address = document.baseAddress, start < count else {
            throw ScanError("the document is empty", at: start, in: document)
        }
        base = address.assumingMemoryBound(to: UInt8.self)
        cursor = document.slice(range).hasPrefix("\u{FEFF}") ? start + 3 : start
        if count - cursor >= 2, base[cursor] == 0 || base[cursor + 1] == 0 || base[cursor] >= 0xFE {
            throw error("not UTF-8 (by the look of it UTF-16): save it as UTF-8", at: cursor)
        }
    }

    /// Where the reading is.
    package var offset: Int { cursor }

    /// An error of this document, for a consumer that finds the content wrong.
    package func error(_ message: String, at offset: Int) -> ScanError { ScanError(message, at: offset, in: document) }

    /// Throws where anything but white space follows the value.
    package mutating func finish() throws(ScanError) {
        skipSpace()
        if cursor < count { throw error("\(found()) after the end of the document's value", at: cursor) }
    }

    /// The kind of the next value, which stays unread.
    package mutating func peek() throws(ScanError) -> Kind {
        skipSpace()
        guard cursor < count else { throw error("the document ends where a value was expected", at: count) }
        switch base[cursor] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), 0x30...0x39: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        default: throw valueError()
        }
    }

    private func valueError() -> ScanError {
        let rest = document.slice(ByteRange(cursor, count))
        for word in ["NaN", "Infinity"] as [StaticString] where rest.hasPrefix(word) {
            return error("'\(word)' is not JSON; a number that is not finite has no JSON form", at: cursor)
        }
        return error("expected a value, found \(found())", at: cursor)
    }

    @inline(__always)
    mutating func skipSpace() {
        cursor = JSONSkip(base: base, count: count).space(from: cursor)
    }

    /// The next character for a message.
    func found() -> String {
        guard cursor < count else { return "the end of the document" }
        let byte = base[cursor]
        if byte > 0x20, byte < 0x7F { return "'\(Character(Unicode.Scalar(byte)))'" }
        return byte >= 0x80 ? "a non-ASCII character" : "character 0x\(String(byte, radix: 16, uppercase: true))"
    }
}
