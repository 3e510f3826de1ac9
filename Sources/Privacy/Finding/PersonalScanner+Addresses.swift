/// Addresses of mail, and telephone numbers.
extension PersonalScanner {
    @inline(__always)
    private static func isLocal(_ byte: UInt8) -> Bool {
        byte < 0x80 && ByteClass.isWord(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte == 0x25
    }

    func mail(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Range<Int>? {
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

    func phone(_ bytes: UnsafeRawBufferPointer, _ plus: Int) -> Range<Int>? {
        if plus > 0, ByteClass.isWord(bytes[plus - 1]) { return nil }
        var run = DigitRun(at: plus)
        var (index, end) = (plus + 1, plus + 1)
        while index < bytes.count, run.count <= 15 {
            let byte = bytes[index]
            if ByteClass.isDigit(byte) {
                // No country's code begins with 0.
                if run.count == 0, byte == 0x30 { return nil }
                run.add(byte)
                end = index + 1
            } else {
                let isSign = byte == 0x20 || byte == 0x2D || byte == 0x28 || byte == 0x29 || byte == 0x2E
                guard isSign, index - end <= 1 else { break }
            }
            index += 1
        }
        guard (9...15).contains(run.count), end >= bytes.count || !ByteClass.isWord(bytes[end]) else { return nil }
        return findsSynthetic || !Synthetic.isTest(phone: run) ? plus..<end : nil
    }
}
