/// The bytes of an XML document with the tests that need nothing else: small, so that passing it costs nothing.
struct XMLSource: BitwiseCopyable {
    let base: UnsafePointer<UInt8>
    let count: Int

    var bytes: Bytes { Bytes(start: base, count: count) }

    func bytes(_ range: ByteRange) -> Bytes { Bytes(start: base + range.start, count: range.count) }

    func error(_ message: String, at offset: Int) -> ScanError { ScanError(message, at: offset, in: bytes) }

    /// A name for a message: short and harmless.
    func shown(_ range: ByteRange) -> String { Text.lossy(bytes.slice(range), limit: 60) }

    /// Whether the bytes at `start` are those of `range`.
    @inline(__always)
    func matches(_ start: Int, _ range: ByteRange) -> Bool {
        let length = range.count
        guard start &+ length <= count else { return false }
        return Word.areEqual(base + start, base + range.start, length, readable: count &- max(start, range.start))
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Letters, digits, `.`, `-`, `_`, `:`; as two bit sets, so that no table has to be loaded.
    @inline(__always)
    static func isNameByte(_ byte: UInt8) -> Bool {
        if byte < 0x40 { return (0x07FF_6000_0000_0000 as UInt64) &>> UInt64(byte) & 1 != 0 }
        if byte < 0x80 { return (0x07FF_FFFE_87FF_FFFE as UInt64) &>> UInt64(byte & 0x3F) & 1 != 0 }
        return false
    }

    /// The end of the name at `start`; non-ASCII letters are taken as they come, if they are UTF-8.
    @inline(__always)
    func scanName(from start: Int, _ what: StaticString) throws(ScanError) -> Int {
        var index = start
        while index < count, XMLSource.isNameByte(base[index]) { index &+= 1 }
        if index < count, base[index] >= 0x80 { index = try scanWideName(from: index) }
        if index == start || (base[start] < 0x40 && base[start] != UInt8(ascii: ":")) {
            throw nameError(at: start, what)
        }
        return index
    }

    private func scanWideName(from start: Int) throws(ScanError) -> Int {
        var index = start
        while index < count {
            if XMLSource.isNameByte(base[index]) {
                index &+= 1
            } else if base[index] >= 0x80 {
                index = try checkedScalar(at: index)
            } else {
                break
            }
        }
        return index
    }

    private func nameError(at offset: Int, _ what: StaticString) -> ScanError {
        if offset >= count { return unterminated(what, at: offset) }
        return error("expected \(what), found \(shownByte(at: offset))", at: offset)
    }

    func unterminated(_ what: StaticString, at offset: Int) -> ScanError {
        error("the document ends where \(what) was expected", at: min(offset, count))
    }

    /// The character at an offset for a message: `'x'`, or its number where it cannot be shown.
    func shownByte(at offset: Int) -> String {
        guard offset < count else { return "the end of the document" }
        let byte = base[offset]
        if byte > 0x20, byte < 0x7F { return "'\(Character(Unicode.Scalar(byte)))'" }
        if byte >= 0x80 { return "a non-ASCII character" }
        return byte == 0x20 ? "a space" : "character 0x\(String(byte, radix: 16, uppercase: true))"
    }

    @inline(__always)
    func skipSpace(from start: Int) -> Int {
        var index = start
        while index < count, XMLSource.isSpace(base[index]) { index &+= 1 }
        return index
    }
}
