extension XMLSource {
    /// The offset of the `<` that ends the character data at `start`; references are checked, decoded on demand.
    @inline(__always)
    func scanCharacters(from start: Int) throws(ScanError) -> Int {
        var index = start
        while index < count {
            if index &+ 16 <= count {
                let vector = Vector.load(base + index)
                // As signed numbers, control characters and bytes above 0x7F are all below 0x20.
                let first = Vector.first(
                    (vector .< Vector.space) .| (vector .== Vector.lessThan) .| (vector .== Vector.ampersand)
                        .| (vector .== Vector.greaterThan)
                )
                index &+= first
                if first == 16 { continue }
            }
            let byte = base[index]
            if byte == UInt8(ascii: "<") { return index }
            if byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "&") {
                if byte == UInt8(ascii: ">") { try checkSectionEnd(at: index, start) }
                index &+= 1
            } else {
                index = try checkedSpecial(at: index)
            }
        }
        return count
    }

    /// The end of a CDATA section stands for itself nowhere else: XML 1.0, 2.4.
    private func checkSectionEnd(at index: Int, _ start: Int) throws(ScanError) {
        guard index &- start >= 2, base[index &- 1] == UInt8(ascii: "]"), base[index &- 2] == UInt8(ascii: "]") else {
            return
        }
        throw error("']]>' in text must be written ']]&gt;': a CDATA section is not opened here", at: index &- 2)
    }

    /// Where a value may end or hold something that must be looked at.
    ///
    /// That is below 0x28 as signed numbers: both quotes, `&`, control characters, bytes above 0x7F; and a few harmless
    /// signs, which are passed over one by one. The common space is let through here.
    @inline(__always)
    private static func mayEndValue(_ vector: SIMD16<Int8>) -> SIMDMask<SIMD16<Int8>> {
        ((vector .< Vector.behindQuotes) .& (vector .!= Vector.space)) .| (vector .== Vector.lessThan)
    }

    /// The offset of the closing quote of the attribute value at `start`.
    @inline(__always)
    func scanValue(from start: Int, quote: UInt8) throws(ScanError) -> Int {
        var index = start
        while index < count {
            if index &+ 16 <= count {
                let first = Vector.first(Self.mayEndValue(Vector.load(base + index)))
                index &+= first
                if first == 16 {
                    // Long values: two vectors a test.
                    while index &+ 32 <= count {
                        let left = Self.mayEndValue(Vector.load(base + index))
                        let right = Self.mayEndValue(Vector.load(base + index + 16))
                        if Vector.holds(left .| right) { break }
                        index &+= 32
                    }
                    continue
                }
            }
            let byte = base[index]
            if byte == quote { return index }
            if byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "&") {
                if byte == UInt8(ascii: "<") {
                    throw error("'<' in an attribute value must be written '&lt;'", at: index)
                }
                index &+= 1
            } else {
                index = try checkedSpecial(at: index)
            }
        }
        throw unterminated("the closing quote of an attribute value", at: count)
    }

    /// Steps over white space, a reference or a multi-byte character; throws on what XML does not allow.
    @inline(__always)
    func checkedSpecial(at index: Int) throws(ScanError) -> Int {
        let byte = base[index]
        if byte == 0x0A || byte == 0x0D || byte == 0x09 { return index &+ 1 }
        if byte == UInt8(ascii: "&") { return try checkedReference(at: index) }
        if byte >= 0x80 { return try checkedScalars(from: index) }
        throw controlError(at: index)
    }

    func controlError(at index: Int) -> ScanError {
        let number = base[index]
        let digits = String(number, radix: 16, uppercase: true)
        let name = number == 0 ? "a NUL byte" : "control character 0x\(digits.count == 1 ? "0" : "")\(digits)"
        return error("\(name) is not allowed in XML", at: index)
    }

    /// Steps over a run of multi-byte characters.
    func checkedScalars(from start: Int) throws(ScanError) -> Int {
        var index = start
        while index < count, base[index] >= 0x80 { index = try checkedScalar(at: index) }
        return index
    }

    /// Steps over one multi-byte character.
    @inline(__always)
    func checkedScalar(at index: Int) throws(ScanError) -> Int {
        let length = UTF8Check.length(base, index, count)
        guard length > 0 else {
            throw error("invalid UTF-8: byte 0x\(String(base[index], radix: 16, uppercase: true))", at: index)
        }
        if length == 3, base[index] == 0xEF, base[index &+ 1] == 0xBF, base[index &+ 2] >= 0xBE {
            throw error("character U+FFF\(base[index &+ 2] == 0xBE ? "E" : "F") is not allowed in XML", at: index)
        }
        return index &+ length
    }

    /// Steps over the reference at an ampersand: one of the five entities, or a character by number.
    func checkedReference(at start: Int) throws(ScanError) -> Int {
        guard start + 1 < count else { throw unterminated("a reference after '&'", at: count) }
        if base[start + 1] == UInt8(ascii: "#") {
            guard let (_, end) = XMLReference.character(base, start, count) else {
                throw error("a character reference must be '&#N;' or '&#xH;' with a character XML allows", at: start)
            }
            return end
        }
        if let (_, end) = XMLReference.predefined(base, start, count) { return end }
        let isName = XMLSource.isNameByte(base[start + 1]) || base[start + 1] >= 0x80
        let end = isName ? try scanName(from: start + 1, "an entity name") : start + 1
        guard end < count else { throw unterminated("';' after an entity name", at: count) }
        guard isName, base[end] == UInt8(ascii: ";") else {
            throw error("'&' must be written '&amp;'", at: start)
        }
        let name = ByteRange(start + 1, end)
        throw error("unknown entity '\(shown(name))'; XML itself has only amp, lt, gt, quot and apos", at: start)
    }

    /// The first place where `byte` begins the terminator; checks the characters on the way; nil at the end.
    @inline(__always)
    func scan(
        from start: Int,
        to byte: UInt8,
        _ isTerminator: (UnsafePointer<UInt8>, Int, Int) -> Bool
    ) throws(ScanError) -> Int? {
        var index = start
        let wanted = Word.repeating(byte)
        while index < count {
            if index &+ 8 <= count {
                let word = Word.load(base + index)
                let flags = Word.flags(word | Word.control(word) | Word.equal(word, wanted))
                if flags == 0 {
                    index &+= 8
                    continue
                }
                index &+= Word.first(flags)
            }
            let found = base[index]
            if found == byte {
                if isTerminator(base, index, count) { return index }
                index &+= 1
            } else if found >= 0x20, found < 0x80 {
                index &+= 1
            } else {
                index = try checkedSpecial(at: index)
            }
        }
        return nil
    }
}
