/// Numbers that begin with letters.
extension PersonalScanner {
    /// `AB 12 34 56 C`, British.
    func insurance(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        guard start + 9 <= bytes.count, bytes[start + 2] < 0x3A, ByteClass.isCapital(bytes[start + 1]),
            !"DFIQUV".utf8.contains(bytes[start]), !"DFIOQUV".utf8.contains(bytes[start + 1])
        else { return nil }
        var (index, digits) = (start + 2, 0)
        while index < bytes.count, digits < 6 {
            if ByteClass.isDigit(bytes[index]) { digits += 1 } else if bytes[index] != 0x20 { return nil }
            index += 1
        }
        if index < bytes.count, bytes[index] == 0x20 { index += 1 }
        guard digits == 6, index < bytes.count, (0x41...0x44).contains(bytes[index]) else { return nil }
        let end = index + 1
        guard end >= bytes.count || !ByteClass.isWord(bytes[end]) else { return nil }
        let prefix = [bytes[start], bytes[start + 1]]
        guard !["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"].contains(String(decoding: prefix, as: UTF8.self)) else {
            return nil
        }
        return start..<end
    }

    func iban(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Range<Int>? {
        guard start + 15 <= bytes.count, ByteClass.isCapital(bytes[start + 1]),
            ByteClass.isDigit(bytes[start + 2]),
            ByteClass.isDigit(bytes[start + 3]),
            let length = Checksums.ibanLengths[String(decoding: [bytes[start], bytes[start + 1]], as: UTF8.self)]
        else { return nil }
        var text: [UInt8] = []
        var index = start
        while index < bytes.count, text.count < length {
            let byte = bytes[index]
            if ByteClass.isDigit(byte) || ByteClass.isCapital(byte) {
                text.append(byte)
            } else if byte != 0x20 || text.count % 4 != 0 {
                return nil
            }
            index += 1
        }
        guard text.count == length, index >= bytes.count || !ByteClass.isWord(bytes[index]), Checksums.isIBAN(text)
        else { return nil }
        return findsSynthetic || !Synthetic.isTest(iban: text) ? start..<index : nil
    }
}
