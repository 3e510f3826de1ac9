import Glibc

extension UnsafeRawBufferPointer {
    /// The offset of the first occurrence of a byte at or behind `from`.
    package func firstIndex(of byte: UInt8, from: Int) -> Int? {
        guard let base = baseAddress, from >= 0, from < count else { return nil }
        guard let found = memchr(base + from, Int32(byte), count - from) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// The offset of the first occurrence of a text that begins before `limit`.
    package func firstOffset(of text: StaticString, before limit: Int = .max) -> Int? {
        guard text.utf8CodeUnitCount > 0 else { return nil }
        let first = text.withUTF8Buffer { $0.first ?? 0 }
        var offset = firstIndex(of: first, from: 0)
        while let candidate = offset, candidate < limit {
            if dropping(candidate).hasPrefix(text) { return candidate }
            offset = firstIndex(of: first, from: candidate + 1)
        }
        return nil
    }

    /// The bytes without ASCII white space at either end.
    package func trimmed() -> Bytes {
        var start = 0
        var end = count
        while start < end, self[start] <= 0x20 { start += 1 }
        while end > start, self[end - 1] <= 0x20 { end -= 1 }
        return slice(ByteRange(start, end))
    }
}
