extension XMLScannerState {
    /// The processor prefetches within a page only.
    private static var readAhead: Int { 4096 }

    mutating func scanStartTag() throws(ScanError) -> XMLScanner.Event {
        let source = source
        let start = cursor
        if start &+ Self.readAhead < source.count { ahead ^= source.base[start &+ Self.readAhead] }
        var nameEnd = start &+ 1 &+ lastName.count
        if !source.matches(start &+ 1, lastName) || nameEnd >= source.count
            || XMLSource.isNameByte(source.base[nameEnd])
            || source.base[nameEnd] >= 0x80 || lastName.isEmpty
        {
            nameEnd = try source.scanName(from: start &+ 1, "an element name")
        }
        if depth == 0 {
            if rootSeen { throw source.error("a second root element; a document has exactly one", at: start) }
            rootSeen = true
        }
        let name = ByteRange(start &+ 1, nameEnd)
        lastName = name
        let selfClosing = try scanAttributes(from: nameEnd)
        try push(name)
        pendingEnd = selfClosing
        return .start(name: name, selfClosing: selfClosing)
    }

    @inline(__always)
    private mutating func push(_ name: ByteRange) throws(ScanError) {
        if depth == stack.capacity { stack = stack.grown(keeping: depth) }
        if depth >= XMLScanner.maximumDepth {
            throw source.error("elements are nested deeper than \(XMLScanner.maximumDepth)", at: name.start &- 1)
        }
        stack.pointer[depth] = name
        depth &+= 1
    }

    /// Reads attributes up to and including the end of the tag; true where the tag closes itself.
    @inline(__always)
    private mutating func scanAttributes(from start: Int) throws(ScanError) -> Bool {
        let source = source
        let base = source.base
        var index = start
        // Tags of one kind carry the same attributes in the same order: then no name needs a second look.
        var areKnown = true
        while index < source.count {
            let byte = base[index]
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
                let selfCloses = byte == UInt8(ascii: "/")
                if selfCloses { index &+= 1 }
                guard index < source.count else { break }
                guard base[index] == UInt8(ascii: ">") else {
                    throw source.error(
                        "expected '>' after '/' in a tag, found \(source.shownByte(at: index))",
                        at: index
                    )
                }
                cursor = index &+ 1
                if !areKnown {
                    try checkDuplicates()
                    distinctAttributes = attributeCount
                }
                return selfCloses
            }
            guard XMLSource.isSpace(byte) else {
                throw source.error(
                    "expected a space, '>' or '/>' in a tag, found \(source.shownByte(at: index))",
                    at: index
                )
            }
            index &+= 1
            if index < source.count, XMLSource.isSpace(base[index]) { index = source.skipSpace(from: index) }
            if index < source.count, base[index] != UInt8(ascii: ">"), base[index] != UInt8(ascii: "/") {
                index = try scanAttribute(from: index, &areKnown)
            }
        }
        throw source.unterminated("'>' of a tag", at: source.count)
    }

    @inline(__always)
    private mutating func scanAttribute(from start: Int, _ areKnown: inout Bool) throws(ScanError) -> Int {
        let source = source
        let base = source.base
        var nameEnd = start
        if attributeCount < distinctAttributes {
            let expected = attributes.pointer[attributeCount].name
            let end = start &+ expected.count
            if end < source.count, base[end] == UInt8(ascii: "="), source.matches(start, expected) { nameEnd = end }
        }
        if nameEnd == start {
            areKnown = false
            distinctAttributes = 0
            nameEnd = try source.scanName(from: start, "an attribute name")
        }
        let name = ByteRange(start, nameEnd)
        var index = nameEnd
        if index >= source.count || base[index] != UInt8(ascii: "=") { index = try skipToEquals(after: name) }
        index &+= 1
        if index < source.count, XMLSource.isSpace(base[index]) { index = source.skipSpace(from: index) }
        guard index < source.count else { throw source.unterminated("a quoted attribute value", at: index) }
        let quote = base[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw unquoted(name, at: index) }
        let valueStart = index &+ 1
        let valueEnd = try source.scanValue(from: valueStart, quote: quote)
        if attributeCount == attributes.capacity { try growAttributes(at: start) }
        let value = ByteRange(valueStart, valueEnd)
        attributes.pointer[attributeCount] = XMLScanner.Attribute(name: name, value: value)
        attributeCount &+= 1
        return valueEnd &+ 1
    }

    private func skipToEquals(after name: ByteRange) throws(ScanError) -> Int {
        let index = source.skipSpace(from: name.end)
        guard index < source.count else { throw source.unterminated("'=' after an attribute name", at: index) }
        guard source.base[index] == UInt8(ascii: "=") else {
            let found = source.shownByte(at: index)
            throw source.error("expected '=' after attribute '\(source.shown(name))', found \(found)", at: index)
        }
        return index
    }

    private func unquoted(_ name: ByteRange, at index: Int) -> ScanError {
        let found = source.shownByte(at: index)
        return source.error(
            "expected a quoted value for attribute '\(source.shown(name))', found \(found)",
            at: index
        )
    }

    private mutating func growAttributes(at start: Int) throws(ScanError) {
        if attributeCount >= XMLScanner.maximumAttributes {
            throw source.error("a tag has more than \(XMLScanner.maximumAttributes) attributes", at: start)
        }
        attributes = attributes.grown(keeping: attributeCount)
    }

    mutating func scanEndTag() throws(ScanError) -> XMLScanner.Event {
        let source = source
        let nameStart = cursor &+ 2
        guard depth > 0 else { throw source.error("an end tag without a start tag", at: cursor) }
        let open = stack.pointer[depth &- 1]
        var index = nameStart &+ open.count
        // The expected name, compared in place: the common case needs no scan for the name's end.
        if index < source.count, source.matches(nameStart, open) {
            if source.base[index] != UInt8(ascii: ">") { index = source.skipSpace(from: index) }
            if index < source.count, source.base[index] == UInt8(ascii: ">") {
                cursor = index &+ 1
                depth &-= 1
                return .end(name: ByteRange(nameStart, nameStart &+ open.count))
            }
        }
        throw try endTagError(nameStart: nameStart, open: open)
    }

    private func endTagError(nameStart: Int, open: ByteRange) throws(ScanError) -> ScanError {
        let end = try source.scanName(from: nameStart, "the name of an end tag")
        let name = ByteRange(nameStart, end)
        let after = source.skipSpace(from: end)
        if after >= source.count { return source.unterminated("'>' of an end tag", at: source.count) }
        if name.count == open.count, source.matches(nameStart, open) {
            return source.error("expected '>' in an end tag, found \(source.shownByte(at: after))", at: after)
        }
        let position = TextPosition(offset: open.start - 1, in: source.bytes)
        return source.error(
            "end tag '\(source.shown(name))' does not close '\(source.shown(open))', opened at \(position)",
            at: nameStart - 2
        )
    }
}
