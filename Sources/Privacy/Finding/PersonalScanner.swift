/// Goes over bytes once and finds what must not stand in test data; nothing is copied but candidates.
package struct PersonalScanner {
    /// Domains that are the project's own, besides the reserved ones.
    private let allowedDomains: Set<String>
    /// Whether what is kept for examples is found too: masking replaces it as well.
    private let findsSynthetic: Bool
    /// What production has; nil where nothing is compared with it.
    package let fingerprints: Fingerprints?

    package init(
        allowedDomains: Set<String> = [],
        findsSynthetic: Bool = false,
        fingerprints: Fingerprints? = nil
    ) {
        self.fingerprints = fingerprints
        self.allowedDomains = allowedDomains
        self.findsSynthetic = findsSynthetic
    }

    private enum Class: UInt8 {
        case other = 0
        case digit = 1
        case letter = 2
        case at = 4
        case plus = 8
        case newline = 16
    }

    private static let classes: [UInt8] = (0...255).map { byte in
        switch UInt8(byte) {
        case 0x30...0x39: Class.digit.rawValue
        case 0x41...0x5A, 0x61...0x7A, 0x5F: Class.letter.rawValue
        case 0x40: Class.at.rawValue
        case 0x2B: Class.plus.rawValue
        case 0x0A: Class.newline.rawValue
        case 0x80...0xFF: Class.letter.rawValue
        default: Class.other.rawValue
        }
    }

    /// Everything found, in order; what lies within something else is not found again.
    ///
    /// `limit`: no more than so many are told with their place; the counts are of all.
    package func scan(_ bytes: UnsafeRawBufferPointer, limit: Int = .max) -> (findings: [PersonalFinding], count: Int) {
        var findings: [PersonalFinding] = []
        var (count, line, lineStart, index) = (0, 1, 0, 0)
        var isInWord = false
        Self.classes.withUnsafeBufferPointer { classes in
            func found(_ kind: PersonalKind, _ range: Range<Int>) {
                count += 1
                if findings.count < limit {
                    findings.append(
                        PersonalFinding(kind: kind, range: range, line: line, column: range.lowerBound - lineStart + 1)
                    )
                }
            }
            while index < bytes.count {
                let kind = classes[Int(bytes[index])]
                if kind == Class.letter.rawValue || kind == Class.digit.rawValue {
                    if !isInWord, let (kind, range) = atWord(bytes, index, kind == Class.digit.rawValue) {
                        found(kind, range)
                        index = range.upperBound
                        continue
                    }
                    isInWord = true
                    index &+= 1
                    // Nothing begins within a word: on to its end.
                    while index < bytes.count, classes[Int(bytes[index])] & 3 != 0 { index &+= 1 }
                    continue
                }
                isInWord = false
                if kind != Class.other.rawValue {
                    if kind == Class.newline.rawValue {
                        line &+= 1
                        lineStart = index &+ 1
                    } else if kind == Class.at.rawValue, let range = mail(bytes, index) {
                        found(.email, range)
                        index = range.upperBound
                        continue
                    } else if kind == Class.plus.rawValue, let range = phone(bytes, index) {
                        found(.phone, range)
                        index = range.upperBound
                        continue
                    }
                }
                index &+= 1
            }
        }
        return (findings, count)
    }

    // MARK: Words

    private func atWord(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ isDigit: Bool) -> (PersonalKind, Range<Int>)? {
        if isDigit { return number(bytes, start) }
        switch bytes[start] {
        case 0x41...0x5A:
            // Both begin with two capital letters, and most words with one.
            if start + 1 < bytes.count, (0x41...0x5A).contains(bytes[start + 1]) {
                if let range = iban(bytes, start) { return (.iban, range) }
                if let range = insurance(bytes, start) { return (.nationalNumber, range) }
            }
            guard KeyForms.mayBegin(bytes, start) else { return nil }
            return KeyForms.range(bytes, start).map { (.key, $0) }
        case UInt8(ascii: "e"), UInt8(ascii: "g"), UInt8(ascii: "n"), UInt8(ascii: "p"), UInt8(ascii: "r"),
            UInt8(ascii: "s"),
            UInt8(ascii: "x"):
            guard KeyForms.mayBegin(bytes, start) else { return nil }
            return KeyForms.range(bytes, start).map { (.key, $0) }
        default: return nil
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        let kind = classes[Int(byte)]
        return kind == Class.digit.rawValue || kind == Class.letter.rawValue
    }

    /// Whether so many digits follow that it is worth a closer look: nearly all numbers are shorter.
    private static func mayBeNumber(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        if start > 0 {
            switch bytes[start - 1] {
            // A part of something longer with points or signs is none of them.
            case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "/"): return false
            default: break
            }
        }
        var (digits, groups, index) = (0, 1, start)
        var separator: UInt8 = 0
        while index < bytes.count, digits <= 19 {
            let byte = bytes[index]
            if byte >= 0x30, byte <= 0x39 {
                digits &+= 1
            } else if byte == 0x20 || byte == 0x2D, separator == 0 || separator == byte, index + 1 < bytes.count,
                bytes[index + 1] >= 0x30, bytes[index + 1] <= 0x39
            {
                separator = byte
                groups &+= 1
            } else {
                break
            }
            index &+= 1
        }
        // Eight in one are a Spanish number, nine in three an American one, thirteen and more a card.
        return digits == 8 && groups == 1 || digits == 9 && groups == 3 || digits >= 13
    }

    /// A card, a national number of digits.
    private func number(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (PersonalKind, Range<Int>)? {
        guard Self.mayBeNumber(bytes, start) else { return nil }
        var digits: [UInt8] = []
        var (index, groups) = (start, [0])
        var separator: UInt8 = 0
        while index < bytes.count, digits.count <= 19 {
            let byte = bytes[index]
            if (0x30...0x39).contains(byte) {
                digits.append(byte)
                groups[groups.count - 1] += 1
            } else if byte == 0x20 || byte == 0x2D, separator == 0 || separator == byte, index + 1 < bytes.count,
                (0x30...0x39).contains(bytes[index + 1])
            {
                separator = byte
                groups.append(0)
            } else {
                break
            }
            index += 1
        }
        guard digits.count >= 8 else { return nil }
        let after = index < bytes.count ? bytes[index] : 0x20
        if digits.count == 8, groups.count == 1, isDNI(digits, after),
            index + 1 >= bytes.count || !Self.isWordByte(bytes[index + 1])
        {
            return (.nationalNumber, start..<(index + 1))
        }
        guard !Self.isWordByte(after), digits.count <= 19 else { return nil }
        if after == UInt8(ascii: "."), index + 1 < bytes.count, (0x30...0x39).contains(bytes[index + 1]) { return nil }
        if groups == [3, 2, 4], separator == 0x2D, isSSN(digits) { return (.nationalNumber, start..<index) }
        if isCard(digits, groups) { return (.card, start..<index) }
        return nil
    }

    private func isCard(_ digits: [UInt8], _ groups: [Int]) -> Bool {
        guard (13...19).contains(digits.count), groups.count == 1 || groups.allSatisfy({ (2...6).contains($0) }) else {
            return false
        }
        let isIssued: Bool
        switch (digits[0], digits[1]) {
        case (0x34, _): isIssued = [13, 16, 19].contains(digits.count)
        case (0x35, 0x31...0x35), (0x32, 0x32...0x37): isIssued = digits.count == 16
        case (0x33, 0x34), (0x33, 0x37): isIssued = digits.count == 15
        case (0x36, 0x30), (0x36, 0x34...0x35), (0x33, 0x35): isIssued = digits.count == 16
        case (0x33, 0x30), (0x33, 0x36), (0x33, 0x38): isIssued = digits.count == 14
        default: isIssued = false
        }
        return isIssued && Checksums.isLuhn(digits) && (findsSynthetic || !Synthetic.isTest(card: digits))
    }

    /// What the administration never gave out is none, nor the numbers that it shows in advertisements.
    private func isSSN(_ digits: [UInt8]) -> Bool {
        let text = String(decoding: digits, as: UTF8.self)
        guard let area = Int(text.prefix(3)), let group = Int(text.dropFirst(3).prefix(2)),
            let serial = Int(text.suffix(4))
        else {
            return false
        }
        return area != 0 && area != 666 && area < 900 && group != 0 && serial != 0 && text != "078051120"
            && text != "219099999"
    }

    private func isDNI(_ digits: [UInt8], _ letter: UInt8) -> Bool {
        guard (0x41...0x5A).contains(letter), Set(digits).count > 2 else { return false }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return Checksums.dniLetters[number % 23] == letter
    }

    /// `AB 12 34 56 C`, British.
    private func insurance(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        guard start + 9 <= bytes.count, bytes[start + 2] < 0x3A, (0x41...0x5A).contains(bytes[start + 1]),
            !"DFIQUV".utf8.contains(bytes[start]), !"DFIOQUV".utf8.contains(bytes[start + 1])
        else { return nil }
        var (index, digits) = (start + 2, 0)
        while index < bytes.count, digits < 6 {
            if (0x30...0x39).contains(bytes[index]) { digits += 1 } else if bytes[index] != 0x20 { return nil }
            index += 1
        }
        if index < bytes.count, bytes[index] == 0x20 { index += 1 }
        guard digits == 6, index < bytes.count, (0x41...0x44).contains(bytes[index]) else { return nil }
        let end = index + 1
        guard end >= bytes.count || !Self.isWordByte(bytes[end]) else { return nil }
        let prefix = [bytes[start], bytes[start + 1]]
        guard !["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"].contains(String(decoding: prefix, as: UTF8.self)) else {
            return nil
        }
        return start..<end
    }

    private func iban(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        guard start + 15 <= bytes.count, (0x41...0x5A).contains(bytes[start + 1]),
            (0x30...0x39).contains(bytes[start + 2]),
            (0x30...0x39).contains(bytes[start + 3]),
            let length = Checksums.ibanLengths[String(decoding: [bytes[start], bytes[start + 1]], as: UTF8.self)]
        else { return nil }
        var text: [UInt8] = []
        var index = start
        while index < bytes.count, text.count < length {
            let byte = bytes[index]
            if (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) {
                text.append(byte)
            } else if byte != 0x20 || text.count % 4 != 0 {
                return nil
            }
            index += 1
        }
        guard text.count == length, index >= bytes.count || !Self.isWordByte(bytes[index]), Checksums.isIBAN(text)
        else { return nil }
        return findsSynthetic || !Synthetic.isTest(iban: text) ? start..<index : nil
    }

    // MARK: Addresses and telephones

    private static func isLocal(_ byte: UInt8) -> Bool {
        isWordByte(byte) && byte < 0x80 || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte == 0x25
    }

    private func mail(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Range<Int>? {
        var start = at
        while start > 0, at - start < 64, Self.isLocal(bytes[start - 1]) { start -= 1 }
        var end = at + 1
        while end < bytes.count, end - at < 254, Self.isLocal(bytes[end]), bytes[end] != 0x2B, bytes[end] != 0x25,
            bytes[end] != 0x5F
        { end += 1 }
        while end > at + 1, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
        guard start < at, end - at > 4 else { return nil }
        let domain = UnsafeRawBufferPointer(rebasing: bytes[(at + 1)..<end])
        guard Self.isDomain(domain) else { return nil }
        if !findsSynthetic, Synthetic.isReserved(domain: domain) { return nil }
        if !allowedDomains.isEmpty, allowedDomains.contains(String(decoding: domain, as: UTF8.self).lowercased()) {
            return nil
        }
        return start..<end
    }

    /// Whether its last label is of two letters or more, behind a point.
    private static func isDomain(_ domain: UnsafeRawBufferPointer) -> Bool {
        var index = domain.count
        while index > 0, domain[index - 1] != 0x2E {
            index -= 1
            guard (0x61...0x7A).contains(domain[index] | 0x20) else { return false }
        }
        return index > 1 && domain.count - index >= 2
    }

    private func phone(_ bytes: UnsafeRawBufferPointer, _ plus: Int) -> Range<Int>? {
        if plus > 0, Self.isWordByte(bytes[plus - 1]) { return nil }
        var digits: [UInt8] = []
        var (index, end) = (plus + 1, plus + 1)
        while index < bytes.count, digits.count <= 15 {
            let byte = bytes[index]
            if (0x30...0x39).contains(byte) {
                digits.append(byte)
                end = index + 1
            } else if ![0x20, 0x2D, 0x28, 0x29, 0x2E].contains(byte) || index - end > 1 {
                break
            }
            index += 1
        }
        guard (9...15).contains(digits.count), digits[0] != 0x30, end >= bytes.count || !Self.isWordByte(bytes[end])
        else { return nil }
        return findsSynthetic || !Synthetic.isTest(phone: digits) ? plus..<end : nil
    }
}
