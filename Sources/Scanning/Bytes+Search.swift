public import Glibc

extension UnsafeRawBufferPointer {
    /// The offset of the first occurrence of a byte at or behind `from`.
    @inlinable @inline(__always)
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

    /// The bytes without ASCII white space at the end.
    @inlinable @inline(__always)
    package var trimmedEnd: UnsafeRawBufferPointer {
        var end = count
        while end > 0, self[end - 1] <= 0x20 { end -= 1 }
        return end == count ? self : slice(ByteRange(0, end))
    }

    /// A number that tells texts apart, eight bytes a step; the same in every run, so not for hash tables of strangers.
    package var digest: UInt64 {
        guard let address = baseAddress else { return 0 }
        let base = address.assumingMemoryBound(to: UInt8.self)
        var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash &>> 32
        }
        while index &+ 8 <= count {
            mix(Word.load(base + index))
            index &+= 8
        }
        if index < count {
            var rest: UInt64 = 0
            while index < count {
                rest = rest &<< 8 | UInt64(base[index])
                index &+= 1
            }
            mix(rest)
        }
        return hash
    }
}
