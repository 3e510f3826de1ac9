extension JSONReader {
    /// Reads a string.
    package mutating func readString() throws(ScanError) -> String {
        skipSpace()
        guard cursor < count, base[cursor] == UInt8(ascii: "\"") else { throw expected("a string") }
        let (range, hasEscapes) = try scanString()
        let raw = Bytes(start: base + range.start, count: range.count)
        return hasEscapes ? JSONReader.unescaped(raw) : raw.string
    }

    /// Reads a string without building it.
    package mutating func readRawString() throws(ScanError) -> Key {
        skipSpace()
        guard cursor < count, base[cursor] == UInt8(ascii: "\"") else { throw expected("a string") }
        let (range, hasEscapes) = try scanString()
        return Key(raw: Bytes(start: base + range.start, count: range.count), hasEscapes: hasEscapes)
    }

    /// Checks the string at the cursor and steps over it: its inside, and whether that has escapes.
    @inline(__always)
    mutating func scanString() throws(ScanError) -> (ByteRange, hasEscapes: Bool) {
        let start = cursor &+ 1
        var index = start
        var hasEscapes = false
        while index < count {
            if index &+ 16 <= count {
                let first = JSONReader.plainLength(base + index)
                index &+= first
                if first == 16 { continue }
            }
            let byte = base[index]
            if byte == UInt8(ascii: "\"") {
                cursor = index &+ 1
                return (ByteRange(start, index), hasEscapes)
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                index = try checkedEscape(at: index)
            } else if byte >= 0x80 {
                let length = UTF8Check.length(base, index, count)
                guard length > 0 else {
                    throw error("invalid UTF-8: byte 0x\(String(byte, radix: 16, uppercase: true))", at: index)
                }
                index &+= length
            } else if byte < 0x20 {
                let digits = String(byte, radix: 16, uppercase: true)
                throw error("control character 0x\(byte < 0x10 ? "0" : "")\(digits) in a string", at: index)
            } else {
                index &+= 1
            }
        }
        throw error("a string is not closed", at: cursor)
    }

    /// How many of the next 16 bytes are plain text: no quote, backslash, control character or byte above 0x7F.
    @inline(__always)
    static func plainLength(_ pointer: UnsafePointer<UInt8>) -> Int {
        let vector = Vector.load(pointer)
        // As signed numbers, control characters and bytes above 0x7F are all below 0x20.
        return Vector.first(
            (vector .< Vector.space) .| (vector .== Vector.quote) .| (vector .== Vector.backslash)
        )
    }

    /// Steps over an escape.
    ///
    /// Half a surrogate pair is grammatical (RFC 8259, section 8.2) and read as U+FFFD.
    private func checkedEscape(at start: Int) throws(ScanError) -> Int {
        guard start + 1 < count else { throw error("a string is not closed", at: start) }
        switch base[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return start + 2
        case UInt8(ascii: "u"):
            guard JSONReader.unit(base, start + 2, count) != nil else {
                throw error("'\\u' must be followed by four hexadecimal digits", at: start)
            }
            return start + 6
        default: throw error("an unknown escape in a string", at: start)
        }
    }

    static func unit(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> UInt32? {
        guard start + 4 <= count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            guard let digit = XMLReference.hexDigit(base[index]) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// Decodes the inside of a string that `scanString` has accepted; a lone surrogate becomes U+FFFD.
    static func unescaped(_ raw: Bytes) -> String {
        guard let start = raw.baseAddress else { return "" }
        let base = start.assumingMemoryBound(to: UInt8.self)
        // No escape is shorter than what it stands for.
        return String(unsafeUninitializedCapacity: raw.count) { output in
            var filled = 0
            var index = 0
            while index < raw.count {
                let run = raw.firstIndex(of: UInt8(ascii: "\\"), from: index) ?? raw.count
                let plain = min(run - index, output.count - filled)
                if plain > 0, let target = output.baseAddress {
                    (target + filled).update(from: base + index, count: plain)
                    filled += plain
                }
                guard run + 1 < raw.count else { break }
                index = run + 2
                append(escape: base[run + 1], base, &index, raw.count, to: output, &filled)
            }
            return filled
        }
    }

    /// Appends what an escape stands for; `index` is behind its letter, and behind its digits afterwards.
    private static func append(
        escape: UInt8,
        _ base: UnsafePointer<UInt8>,
        _ index: inout Int,
        _ count: Int,
        to output: UnsafeMutableBufferPointer<UInt8>,
        _ filled: inout Int
    ) {
        func put(_ byte: UInt8) {
            guard filled < output.count else { return }
            output[filled] = byte
            filled += 1
        }
        switch escape {
        case UInt8(ascii: "n"): put(0x0A)
        case UInt8(ascii: "t"): put(0x09)
        case UInt8(ascii: "r"): put(0x0D)
        case UInt8(ascii: "b"): put(0x08)
        case UInt8(ascii: "f"): put(0x0C)
        case UInt8(ascii: "u"):
            let (scalar, next) = scalar(base, index, count)
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte) }
            index = next
        default: put(escape)
        }
    }

    private static func scalar(_ base: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> (Unicode.Scalar, Int) {
        guard let high = unit(base, start, count) else { return ("\u{FFFD}", start) }
        let next = start + 4
        if high & 0xFC00 == 0xD800, next + 6 <= count, base[next] == UInt8(ascii: "\\"),
            base[next + 1] == UInt8(ascii: "u"), let low = unit(base, next + 2, count), low & 0xFC00 == 0xDC00,
            let scalar = Unicode.Scalar(0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF))
        {
            return (scalar, next + 6)
        }
        return (Unicode.Scalar(high) ?? "\u{FFFD}", next)
    }
}
