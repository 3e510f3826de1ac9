extension XMLSource {
    /// Shortens a range to a limit, at the beginning of a character and not within a reference.
    func cut(_ range: ByteRange, _ limit: Int) -> ByteRange {
        guard range.count > limit else { return range }
        var end = range.start + max(0, limit)
        while end > range.start, base[end] & 0xC0 == 0x80 { end -= 1 }
        var back = end
        while back > range.start, end - back < 12 {
            back -= 1
            if base[back] == UInt8(ascii: ";") { break }
            if base[back] == UInt8(ascii: "&") { return ByteRange(range.start, back) }
        }
        return ByteRange(range.start, end)
    }

    func decode(_ range: ByteRange, references: Bool, flattenSpace: Bool) -> String {
        let raw = bytes(range)
        let needsWork = raw.contains { byte in
            byte == 0x0D || (references && byte == 0x26) || (flattenSpace && byte < 0x20)
        }
        guard needsWork else { return raw.string }
        var output: [UInt8] = []
        output.reserveCapacity(raw.count)
        var index = range.start
        while index < range.end {
            let byte = base[index]
            if references, byte == UInt8(ascii: "&") {
                if let (character, end) = XMLReference.predefined(base, index, range.end) {
                    output.append(character)
                    index = end
                    continue
                }
                if let (scalar, end) = XMLReference.character(base, index, range.end) {
                    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                    index = end
                    continue
                }
            }
            index += 1
            if byte == 0x0D {
                if index < range.end, base[index] == 0x0A { index += 1 }
                output.append(flattenSpace ? 0x20 : 0x0A)
            } else {
                output.append(flattenSpace && byte < 0x20 ? 0x20 : byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
