public import Glibc

/// A borrowed view of a document's bytes: valid only as long as its owner (a `MappedFile`, an array) is.
package typealias Bytes = UnsafeRawBufferPointer

/// Where a piece of a document lies: offsets from its first byte, the end not included.
@usableFromInline
package struct ByteRange: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline package var start: Int
    @usableFromInline package var end: Int

    @inlinable @inline(__always)
    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    @inlinable package var count: Int { end - start }
    @inlinable package var isEmpty: Bool { end <= start }
}

extension UnsafeRawBufferPointer {
    /// The part of the document at `range`, clamped to what exists: never traps.
    @inlinable @inline(__always)
    package func slice(_ range: ByteRange) -> UnsafeRawBufferPointer {
        guard let base = baseAddress else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let start = Swift.max(0, Swift.min(range.start, count))
        let end = Swift.max(start, Swift.min(range.end, count))
        return UnsafeRawBufferPointer(start: base + start, count: end - start)
    }

    /// Everything from `offset` on; empty where `offset` is at or past the end.
    @inlinable @inline(__always)
    package func dropping(_ offset: Int) -> UnsafeRawBufferPointer { slice(ByteRange(offset, count)) }

    /// Whether the bytes are exactly this text; nothing is allocated.
    ///
    /// Inlined where it is used: the length of a literal is known there, and the comparison becomes one of words.
    @inlinable @inline(__always)
    package func equals(_ text: StaticString) -> Bool {
        text.utf8CodeUnitCount == count && hasPrefix(text)
    }

    /// Whether the bytes are the same as others.
    @inlinable @inline(__always)
    package func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard count > 0, let left = baseAddress, let right = other.baseAddress else { return count == 0 }
        return memcmp(left, right, count) == 0
    }

    /// Whether the bytes begin with this text; nothing is allocated.
    @inlinable @inline(__always)
    package func hasPrefix(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length <= count else { return false }
        guard length > 0, let base = baseAddress else { return length == 0 }
        return text.withUTF8Buffer { expected in
            expected.baseAddress.map { memcmp(base, $0, length) == 0 } ?? false
        }
    }

    /// The bytes as text; what is not UTF-8 becomes U+FFFD.
    ///
    /// For hostile content use `Text.lossy`.
    package var string: String { String(decoding: self, as: UTF8.self) }
}

/// Lets `switch bytes { case "testcase": … }` compare without allocating.
@inlinable @inline(__always)
package func ~= (pattern: StaticString, bytes: UnsafeRawBufferPointer) -> Bool { bytes.equals(pattern) }
