extension JSONReader {
    /// A string, of a member's key above all: the raw bytes between its quotes, compared without allocating.
    @usableFromInline
    package struct Key {
        /// The bytes as written, escapes and all; valid as long as the document is.
        @usableFromInline package let raw: UnsafeRawBufferPointer
        @usableFromInline package let hasEscapes: Bool

        /// The key as text.
        package var string: String { hasEscapes ? JSONReader.unescaped(raw) : raw.string }

        @inlinable @inline(__always)
        package static func == (key: Key, text: StaticString) -> Bool {
            key.hasEscapes ? key.unescapes(to: text) : key.raw.equals(text)
        }

        @usableFromInline
        package func unescapes(to text: StaticString) -> Bool { string == "\(text)" }

        /// Lets `switch key { case "name": … }` compare without allocating.
        @inlinable @inline(__always)
        package static func ~= (text: StaticString, key: Key) -> Bool { key == text }
    }

    /// Reads an object; the closure gets each key and must read or skip its value.
    package mutating func readObject(
        _ member: (Key, inout JSONReader) throws(ScanError) -> Void
    ) throws(ScanError) {
        try beginObject()
        while let key = try nextKey() { try member(key, &self) }
    }

    /// Reads an array; the closure is called before each element and must read or skip it.
    package mutating func readArray(_ element: (inout JSONReader) throws(ScanError) -> Void) throws(ScanError) {
        try beginArray()
        while try nextElement() { try element(&self) }
    }

    /// Steps into an object, to be followed by `nextKey()` until that gives nil.
    package mutating func beginObject() throws(ScanError) { try open(UInt8(ascii: "{"), "an object") }

    /// Steps into an array, to be followed by `nextElement()` until that gives false.
    package mutating func beginArray() throws(ScanError) { try open(UInt8(ascii: "["), "an array") }

    /// The next key of the object being read; nil behind its closing brace.
    package mutating func nextKey() throws(ScanError) -> Key? {
        if let key = plainKey() { return key }
        guard try advance(to: UInt8(ascii: "}"), "'}'") else { return nil }
        guard cursor < count, base[cursor] == UInt8(ascii: "\"") else {
            throw expected("a key in double quotes")
        }
        let (range, hasEscapes) = try scanString()
        skipSpace()
        guard cursor < count, base[cursor] == UInt8(ascii: ":") else { throw expected("':' after a key") }
        cursor &+= 1
        return Key(raw: Bytes(start: base + range.start, count: range.count), hasEscapes: hasEscapes)
    }

    /// The next key where it is short, plain and followed by its colon at once; else nil, and nothing read.
    @inline(__always)
    private mutating func plainKey() -> Key? {
        let skip = JSONSkip(base: base, count: count)
        var start = cursor
        if !isFresh {
            start = skip.space(from: start)
            guard start < count, base[start] == UInt8(ascii: ",") else { return nil }
            start &+= 1
        }
        start = skip.space(from: start)
        guard start &+ 32 < count, base[start] == UInt8(ascii: "\"") else { return nil }
        start &+= 1
        let length = JSONReader.plainLength(base + start)
        let end = start &+ length
        guard length < 16, base[end] == UInt8(ascii: "\""), base[end &+ 1] == UInt8(ascii: ":") else { return nil }
        cursor = end &+ 2
        isFresh = false
        return Key(raw: Bytes(start: base + start, count: length), hasEscapes: false)
    }

    /// Whether the array being read has another element; false behind its closing bracket.
    package mutating func nextElement() throws(ScanError) -> Bool { try advance(to: UInt8(ascii: "]"), "']'") }

    @inline(__always)
    private mutating func open(_ bracket: UInt8, _ what: StaticString) throws(ScanError) {
        skipSpace()
        guard cursor < count, base[cursor] == bracket else { throw expected(what) }
        depth &+= 1
        if depth > JSONReader.maximumDepth {
            throw error("values are nested deeper than \(JSONReader.maximumDepth)", at: cursor)
        }
        cursor &+= 1
        isFresh = true
    }

    /// True at the next member or element, the comma before it consumed; false behind the closing bracket.
    @inline(__always)
    private mutating func advance(to close: UInt8, _ name: StaticString) throws(ScanError) -> Bool {
        skipSpace()
        let wasFresh = isFresh
        isFresh = false
        guard cursor < count else { throw expected(name) }
        if base[cursor] == close {
            cursor &+= 1
            depth &-= 1
            return false
        }
        if wasFresh { return true }
        guard base[cursor] == UInt8(ascii: ",") else {
            throw error("expected ',' or \(name), found \(found())", at: cursor)
        }
        cursor &+= 1
        skipSpace()
        if cursor < count, base[cursor] == close { throw error("a comma before the closing \(name)", at: cursor) }
        return true
    }

    func expected(_ what: StaticString) -> ScanError {
        cursor < count
            ? error("expected \(what), found \(found())", at: cursor)
            : error("the document ends where \(what) was expected", at: count)
    }
}
