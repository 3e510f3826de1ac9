extension XMLScannerState {
    /// Skips `<?target …?>`; of the XML declaration (XML 1.0, production 23) the form is checked.
    mutating func skipInstruction() throws(ScanError) {
        let start = cursor
        let nameEnd = try source.scanName(from: start + 2, "the name of a processing instruction")
        let end = try source.scan(from: nameEnd, to: UInt8(ascii: "?")) { base, index, count in
            index &+ 1 < count && base[index &+ 1] == UInt8(ascii: ">")
        }
        guard let end else { throw source.error("a processing instruction is not closed by '?>'", at: start) }
        guard nameEnd == end || XMLSource.isSpace(source.base[nameEnd]) else {
            let found = source.shownByte(at: nameEnd)
            throw source.error(
                "expected a space behind the name of a processing instruction, found \(found)",
                at: nameEnd
            )
        }
        let name = source.bytes(ByteRange(start + 2, nameEnd))
        if name.equals("xml") {
            // A blank line before it is a slip that many tools make and that hides nothing.
            guard source.skipSpace(from: textStart) == start else {
                throw source.error("an XML declaration is allowed at the beginning only", at: start)
            }
            try checkDeclaration(from: nameEnd, to: end)
        } else if name.count == 3, name.string.lowercased() == "xml" {
            throw source.error("'\(name.string)' is a reserved name; an XML declaration begins with '<?xml'", at: start)
        }
        cursor = end + 2
    }

    /// `version="1.x"`, then perhaps `encoding="…"`, then perhaps `standalone="yes|no"`.
    private func checkDeclaration(from start: Int, to end: Int) throws(ScanError) {
        guard let version = try pseudoAttribute("version", from: start, to: end) else {
            throw source.error("an XML declaration begins with version=\"1.0\"", at: start)
        }
        let number = source.bytes(version)
        guard number.hasPrefix("1."), number.count > 2, number.dropping(2).allSatisfy({ (0x30...0x39).contains($0) })
        else {
            throw source.error("XML of version '\(source.shown(version))' cannot be read", at: version.start)
        }
        var index = version.end + 1
        if let encoding = try pseudoAttribute("encoding", from: index, to: end) {
            let name = source.bytes(encoding)
            guard name.allSatisfy({ XMLSource.isNameByte($0) && $0 != UInt8(ascii: ":") }), (name.first ?? 0) > 0x40
            else {
                throw source.error("'\(source.shown(encoding))' is no name of an encoding", at: encoding.start)
            }
            index = encoding.end + 1
        }
        if let standalone = try pseudoAttribute("standalone", from: index, to: end) {
            guard source.bytes(standalone).equals("yes") || source.bytes(standalone).equals("no") else {
                throw source.error("standalone is yes or no", at: standalone.start)
            }
            index = standalone.end + 1
        }
        let rest = source.skipSpace(from: index)
        guard rest == end else {
            throw source.error("expected '?>' in the XML declaration, found \(source.shownByte(at: rest))", at: rest)
        }
    }

    /// Where the value of `name="value"` lies, with white space before; nil where another name stands there.
    private func pseudoAttribute(
        _ name: StaticString,
        from start: Int,
        to end: Int
    ) throws(ScanError) -> ByteRange? {
        let nameStart = source.skipSpace(from: start)
        guard nameStart > start, source.bytes.dropping(nameStart).hasPrefix(name) else { return nil }
        var index = source.skipSpace(from: nameStart + name.utf8CodeUnitCount)
        guard index < end, source.base[index] == UInt8(ascii: "=") else {
            throw source.error("expected '=' behind '\(name)'", at: index)
        }
        index = source.skipSpace(from: index + 1)
        let quote = index < end ? source.base[index] : 0
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            let close = source.bytes.firstIndex(of: quote, from: index + 1), close < end
        else { throw source.error("expected a quoted value for '\(name)'", at: index) }
        return ByteRange(index + 1, close)
    }
}
