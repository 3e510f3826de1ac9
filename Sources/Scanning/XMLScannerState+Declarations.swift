extension XMLScannerState {
    /// Between and around the root: white space only.
    mutating func skipMisc() throws(ScanError) {
        let index = source.skipSpace(from: cursor)
        if index < source.count, source.base[index] != UInt8(ascii: "<") {
            let place = rootSeen ? "after the root element" : "before the root element"
            throw source.error("text \(place): \(source.shownByte(at: index))", at: index)
        }
        cursor = index
    }

    /// A comment or a DOCTYPE (nil), or a CDATA section.
    mutating func scanDeclaration() throws(ScanError) -> XMLScanner.Event? {
        let rest = source.bytes.dropping(cursor)
        if rest.hasPrefix("<!--") {
            try skipComment()
            return nil
        }
        if rest.hasPrefix("<![CDATA[") {
            guard depth > 0 else { throw source.error("a CDATA section outside the root element", at: cursor) }
            let start = cursor + 9
            let end = try source.scan(from: start, to: UInt8(ascii: "]")) { base, index, count in
                index &+ 2 < count && base[index &+ 1] == UInt8(ascii: "]") && base[index &+ 2] == UInt8(ascii: ">")
            }
            guard let end else { throw source.error("a CDATA section is not closed by ']]>'", at: cursor) }
            cursor = end + 3
            return .text(ByteRange(start, end), isCDATA: true)
        }
        if rest.hasPrefix("<!DOCTYPE") {
            try skipDoctype()
            return nil
        }
        if source.count - cursor < 9 {
            throw source.unterminated("a comment, CDATA section or DOCTYPE", at: source.count)
        }
        throw source.error("expected a comment, a CDATA section or a DOCTYPE after '<!'", at: cursor)
    }

    private mutating func skipComment() throws(ScanError) {
        let start = cursor
        let end = try source.scan(from: start + 4, to: UInt8(ascii: "-")) { base, index, count in
            index &+ 1 < count && base[index &+ 1] == UInt8(ascii: "-")
        }
        guard let end, end + 2 < source.count else { throw source.error("a comment is not closed by '-->'", at: start) }
        guard source.base[end + 2] == UInt8(ascii: ">") else { throw source.error("'--' inside a comment", at: end) }
        cursor = end + 3
    }

    /// Skips the document type declaration; nothing it names is fetched, only its entity names are kept.
    private mutating func skipDoctype() throws(ScanError) {
        let start = cursor
        guard !rootSeen, !doctypeSeen else { throw source.error("a misplaced DOCTYPE", at: start) }
        doctypeSeen = true
        var index = start + 9
        var inSubset = false
        while index < source.count {
            let byte = source.base[index]
            let rest = source.bytes.dropping(index)
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                index = try skipLiteral(from: index, quote: byte)
            } else if rest.hasPrefix("<!--") {
                cursor = index
                try skipComment()
                index = cursor
            } else if rest.hasPrefix("<?") {
                cursor = index
                try skipInstruction()
                index = cursor
            } else if rest.hasPrefix("<!ENTITY"), inSubset {
                index = try noteEntity(from: index + 8)
            } else if byte == UInt8(ascii: "["), !inSubset {
                inSubset = true
                index += 1
            } else if byte == UInt8(ascii: "]"), inSubset {
                inSubset = false
                index += 1
            } else if byte == UInt8(ascii: ">"), !inSubset {
                cursor = index + 1
                return
            } else if byte < 0x20 || byte >= 0x80 {
                index = try source.checkedSpecial(at: index)
            } else {
                index += 1
            }
        }
        throw source.error("the DOCTYPE is not closed", at: start)
    }

    private func skipLiteral(from start: Int, quote: UInt8) throws(ScanError) -> Int {
        let end = try source.scan(from: start + 1, to: quote) { _, _, _ in true }
        guard let end else { throw source.error("a quoted text in the DOCTYPE is not closed", at: start) }
        return end + 1
    }

    /// Remembers the name of a general entity, so that its use is told apart from a misspelling.
    private mutating func noteEntity(from start: Int) throws(ScanError) -> Int {
        let nameStart = source.skipSpace(from: start)
        if nameStart < source.count, source.base[nameStart] == UInt8(ascii: "%") { return nameStart + 1 }
        let nameEnd = try source.scanName(from: nameStart, "the name of an entity")
        guard declaredEntities.count < 10_000 else {
            throw source.error("the DOCTYPE declares more than 10000 entities", at: nameStart)
        }
        declaredEntities.append(ByteRange(nameStart, nameEnd))
        return nameEnd
    }
}
