/// Names of people, which are looked for in lines that hold an identifier.
extension PersonalScanner {
    /// First names with another name behind them, in the same field or in the next one: `Ann Miller`, `Ann B. Miller`,
    /// `Ann,Miller`, `"Ann";"Miller"`.
    func names(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ found: (Range<Int>) -> Void) {
        var index = line.lowerBound
        while index < line.upperBound {
            guard ByteClass.isWord(bytes[index]) else {
                index += 1
                continue
            }
            let end = Self.wordEnd(bytes, index, line.upperBound)
            if GivenNames.contains(UnsafeRawBufferPointer(rebasing: bytes[index..<end])),
                let last = Self.familyName(bytes, behind: end, line.upperBound)
            {
                found(index..<last)
                index = last
            } else {
                index = end
            }
        }
    }

    /// Letters of a word, with hyphens and apostrophes within: `Jean-Luc`, `O'Brien`.
    private static func wordEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit {
            let isInner = bytes[end] == 0x2D || bytes[end] == 0x27
            guard ByteClass.isWord(bytes[end]) || isInner && end + 1 < limit && ByteClass.isWord(bytes[end + 1]) else {
                break
            }
            end += 1
        }
        return end
    }

    /// Behind the family name that follows a first name; nil where none does.
    private static func familyName(_ bytes: UnsafeRawBufferPointer, behind first: Int, _ limit: Int) -> Int? {
        guard var start = nextField(bytes, first, limit) else { return nil }
        // An initial between both, or what stands before a family name: `van der`, `de`.
        if start + 2 < limit, ByteClass.isCapital(bytes[start]), bytes[start + 1] == 0x2E, bytes[start + 2] == 0x20 {
            start += 3
        }
        for _ in 0..<2 {
            guard let space = bytes.prefix(limit).dropFirst(start).prefix(4).firstIndex(of: 0x20),
                particles.contains(where: { $0.utf8.elementsEqual(bytes[start..<space]) })
            else { break }
            start = space + 1
        }
        guard start < limit, ByteClass.isCapital(bytes[start]) || bytes[start] >= 0xC3 else { return nil }
        let end = wordEnd(bytes, start, limit)
        guard end - start >= 2, end == limit || bytes[end] != 0x40, isName(bytes, start..<end) else { return nil }
        return end
    }

    private static let particles = [
        "de", "van", "von", "der", "den", "di", "da", "du", "la", "le", "del", "dos", "zu", "ten",
    ]

    /// Where the next word begins: behind one space, or one separator with quotes around it.
    private static func nextField(_ bytes: UnsafeRawBufferPointer, _ from: Int, _ limit: Int) -> Int? {
        var index = from
        if index < limit, bytes[index] == 0x22 { index += 1 }
        guard index < limit else { return nil }
        switch bytes[index] {
        case 0x20, 0x2C, 0x3B, 0x09, 0x7C: index += 1
        default: return nil
        }
        if index < limit, bytes[index] == 0x22 { index += 1 }
        return index
    }

    /// Letters alone, of which one at least is small: `IT` and `B2` are none.
    private static func isName(_ bytes: UnsafeRawBufferPointer, _ word: Range<Int>) -> Bool {
        var hasSmall = false
        for index in word {
            let byte = bytes[index]
            if ByteClass.isDigit(byte) || byte == 0x5F { return false }
            if byte &- 0x61 < 26 || byte >= 0x80 { hasSmall = true }
        }
        return hasSmall
    }
}
