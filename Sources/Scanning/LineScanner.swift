public import Glibc

/// The lines of a text, one after the other, without their ends (LF or CRLF); nothing is allocated.
///
/// A last line without an end counts; an end at the very end of the text begins no further line.
@usableFromInline
package struct LineScanner {
    @usableFromInline package let document: UnsafeRawBufferPointer
    /// The number of the line given last, from 1; 0 before the first.
    @usableFromInline package internal(set) var lineNumber = 0
    /// Where the next line begins.
    @usableFromInline package internal(set) var offset: Int

    /// A byte order mark at the beginning is skipped.
    package init(_ bytes: Bytes) {
        document = bytes
        offset = bytes.hasPrefix("\u{FEFF}") ? 3 : 0
    }

    /// The next line; nil behind the last.
    @inlinable @inline(__always)
    package mutating func next() -> UnsafeRawBufferPointer? { nextRange().map { document.slice($0) } }

    /// Where the next line lies; nil behind the last.
    @inlinable
    package mutating func nextRange() -> ByteRange? {
        guard let base = document.baseAddress, offset < document.count else { return nil }
        let start = offset
        var end = document.count
        if let found = memchr(base + start, 0x0A, end - start) { end = UnsafeRawPointer(found) - base }
        offset = end + 1
        lineNumber += 1
        if end > start, document[end - 1] == 0x0D { end -= 1 }
        return ByteRange(start, end)
    }

    /// An error about the line given last, for a consumer that finds it wrong; columns count from 1.
    package func error(_ message: String, line range: ByteRange, column: Int = 1) -> ScanError {
        ScanError(message, at: range.start + column - 1, in: document)
    }
}

/// The fields of a line, cut at a separator; nothing is quoted or trimmed.
package struct FieldScanner {
    private let bytes: Bytes
    private let separator: UInt8
    private var offset = 0

    package init(_ bytes: Bytes, separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// The next field, which may be empty; nil behind the last.
    ///
    /// No bytes at all are one empty field.
    package mutating func next() -> Bytes? {
        guard offset <= bytes.count else { return nil }
        let end = bytes.firstIndex(of: separator, from: offset) ?? bytes.count
        defer { offset = end + 1 }
        return bytes.slice(ByteRange(offset, end))
    }

    /// What has not been given yet.
    package var rest: Bytes { bytes.dropping(offset) }
}
