/// Text for people out of bytes that nobody vouches for.
package enum Text {
    /// Valid, printable text of at most about `limit` bytes: what is not UTF-8 becomes U+FFFD, terminal escape
    /// sequences and control characters (tab and line feed excepted) vanish; a cut is marked with `…`.
    package static func lossy(_ bytes: Bytes, limit: Int = 1 << 20) -> String {
        if bytes.count <= limit, bytes.isPlain { return bytes.string }
        var output: [UInt8] = []
        output.reserveCapacity(min(bytes.count, max(0, limit)))
        var index = 0
        while index < bytes.count {
            // Nearly all text is printable ASCII: whole runs of it are taken at once.
            let run = printableRun(bytes, from: index, atMost: limit - output.count)
            if run > 0 {
                output.append(contentsOf: bytes.slice(ByteRange(index, index + run)))
                index += run
                continue
            }
            if output.count >= limit {
                output.append(contentsOf: [0xE2, 0x80, 0xA6])
                break
            }
            index = step(bytes, index, &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// A text made so; nearly every one is short and plain, and stays as it is.
    package static func clean(_ text: String, limit: Int) -> String {
        if text.utf8.count <= limit, text.utf8.withContiguousStorageIfAvailable({ Bytes($0).isPlain }) == true {
            return text
        }
        var text = text
        return text.withUTF8 { lossy(Bytes($0), limit: limit) }
    }

    private static func printableRun(_ bytes: Bytes, from start: Int, atMost limit: Int) -> Int {
        guard limit > 0, let address = bytes.baseAddress else { return 0 }
        let base = address.assumingMemoryBound(to: UInt8.self)
        let end = start + min(limit, bytes.count - start)
        var index = start
        while index &+ 16 <= end, !Vector.holds(Vector.isOdd(base + index)) { index &+= 16 }
        while index < end, base[index] &- 0x20 < 0x5F { index &+= 1 }
        return index - start
    }

    private static func step(_ bytes: Bytes, _ index: Int, _ output: inout [UInt8]) -> Int {
        let byte = bytes[index]
        if byte == 0x1B { return index + escapeLength(bytes, index) }
        if byte < 0x80 {
            if byte == 0x0D {
                let isLineEnd = index + 1 < bytes.count && bytes[index + 1] == 0x0A
                if !isLineEnd { output.append(0x0A) }
            } else if byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A {
                output.append(byte)
            }
            return index + 1
        }
        guard let start = bytes.baseAddress else { return index + 1 }
        let base = start.assumingMemoryBound(to: UInt8.self)
        let length = UTF8Check.length(base, index, bytes.count)
        guard length > 0 else {
            output.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return index + 1
        }
        if !isHidden(bytes.slice(ByteRange(index, index + length))) {
            output.append(contentsOf: bytes.slice(ByteRange(index, index + length)))
        }
        return index + length
    }

    /// C1 controls, and the marks that reorder text on a screen (U+202A...202E, U+2066...2069).
    private static func isHidden(_ scalar: Bytes) -> Bool {
        if scalar.count == 2 { return scalar[0] == 0xC2 && scalar[1] < 0xA0 }
        guard scalar.count == 3, scalar[0] == 0xE2 else { return false }
        if scalar[1] == 0x80 { return (0xAA...0xAE).contains(scalar[2]) }
        return scalar[1] == 0x81 && (0xA6...0xA9).contains(scalar[2])
    }

    /// The length of the escape sequence at an ESC (ECMA-48): CSI to its final byte, OSC and the like to BEL or ST.
    private static func escapeLength(_ bytes: Bytes, _ start: Int) -> Int {
        guard start + 1 < bytes.count else { return 1 }
        var index = start + 2
        switch bytes[start + 1] {
        case UInt8(ascii: "["):
            while index < bytes.count, (0x20...0x3F).contains(bytes[index]) { index += 1 }
            if index < bytes.count, (0x40...0x7E).contains(bytes[index]) { index += 1 }
            return index - start
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            while index < bytes.count, bytes[index] >= 0x20 { index += 1 }
            if index < bytes.count, bytes[index] == 0x07 { return index + 1 - start }
            if index + 1 < bytes.count, bytes[index] == 0x1B, bytes[index + 1] == 0x5C { return index + 2 - start }
            return index - start
        case 0x20...0x2F:
            while index < bytes.count, (0x20...0x2F).contains(bytes[index]) { index += 1 }
            return min(index + 1, bytes.count) - start
        case 0x30...0x7E: return 2
        default: return 1
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether all of it is printable ASCII, as nearly every name, path and message is.
    package var isPlain: Bool {
        guard let address = baseAddress else { return true }
        let base = address.assumingMemoryBound(to: UInt8.self)
        var index = 0
        while index &+ 16 <= count {
            if Vector.holds(Vector.isOdd(base + index)) { return false }
            index &+= 16
        }
        while index < count {
            if base[index] &- 0x20 >= 0x5F { return false }
            index &+= 1
        }
        return true
    }
}

extension Vector {
    /// Which of the next 16 bytes are no printable ASCII.
    @inline(__always)
    fileprivate static func isOdd(_ pointer: UnsafePointer<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        let vector = load(pointer)
        // As signed numbers, control characters and bytes above 0x7F are all below 0x20.
        return (vector .< space) .| (vector .== delete)
    }
}
