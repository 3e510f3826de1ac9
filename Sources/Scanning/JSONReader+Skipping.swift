extension JSONReader {
    /// Checks the next value as strictly as reading it would, builds nothing and steps over it.
    package mutating func skipValue() throws(ScanError) {
        skipSpace()
        let end = JSONSkip(base: base, count: count).end(of: cursor)
        if end > 0, depth + JSONSkip.maximumDepth <= JSONReader.maximumDepth {
            cursor = end
            isFresh = false
        } else {
            try skipCarefully()
        }
    }

    /// Steps over the next value by its quotes and brackets alone: for an outline of a document that is read properly later.
    package mutating func passValue() throws(ScanError) {
        skipSpace()
        let end = JSONSkip(base: base, count: count).closing(of: cursor)
        guard end > 0 else { return try skipValue() }
        cursor = end
        isFresh = false
    }

    /// Goes on behind a value that the consumer has read by other means.
    package mutating func move(to offset: Int) {
        cursor = max(cursor, min(offset, count))
        isFresh = false
    }

    /// Steps over a value piece by piece: says where one is wrong, and why.
    private mutating func skipCarefully() throws(ScanError) {
        switch try peek() {
        case .object:
            try beginObject()
            while try nextKey() != nil { try skipCarefully() }
        case .array:
            try beginArray()
            while try nextElement() { try skipCarefully() }
        case .string: _ = try scanString()
        case .number: _ = try scanNumber()
        case .bool: _ = try readBool()
        case .null: try literal("null")
        }
    }
}

/// Steps over values of valid JSON in one loop with nothing but local state: much of a document is never read.
///
/// Whatever is wrong, or merely rare, ends it with -1 and is left to the careful reader, so that it needs no errors.
struct JSONSkip {
    let base: UnsafePointer<UInt8>
    let count: Int

    /// As many containers fit into one word of flags.
    static let maximumDepth = 64

    /// The offset behind the value that begins at `start`; -1 where a careful look is needed.
    func end(of start: Int) -> Int {
        var index = start
        var level = 0
        // A bit for each open container, the innermost one lowest: whether it is an object.
        var objects: UInt64 = 0
        while index < count {
            switch base[index] {
            case UInt8(ascii: "\""): index = string(from: index)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let isObject = base[index] == UInt8(ascii: "{")
                guard level < JSONSkip.maximumDepth else { return -1 }
                level &+= 1
                objects = objects &<< 1 | (isObject ? 1 : 0)
                index = space(from: index &+ 1)
                guard index < count else { return -1 }
                if base[index] != (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    if isObject { index = key(from: index) }
                    if index < 0 { return -1 }
                    continue
                }
                level &-= 1
                objects &>>= 1
                index &+= 1
            case UInt8(ascii: "t"): index = word(0x6575_7274, 4, from: index)
            case UInt8(ascii: "n"): index = word(0x6C6C_756E, 4, from: index)
            case UInt8(ascii: "f"): index = word(0x736C_6166, 4, from: index, last: UInt8(ascii: "e"))
            default: index = number(from: index)
            }
            if index < 0 { return -1 }
            // Behind a value: its containers end here, or another value follows.
            while true {
                if level == 0 { return index }
                index = space(from: index)
                guard index < count else { return -1 }
                let isObject = objects & 1 != 0
                if base[index] == UInt8(ascii: ",") {
                    index = space(from: index &+ 1)
                    if isObject { index = key(from: index) }
                    if index < 0 { return -1 }
                    break
                }
                guard base[index] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return -1 }
                level &-= 1
                objects &>>= 1
                index &+= 1
            }
        }
        return -1
    }

    /// The offset behind the bracket that closes the one at `start`; -1 where there is none, or nothing to close.
    func closing(of start: Int) -> Int {
        guard start < count, base[start] | 0x20 == UInt8(ascii: "{") else { return -1 }
        var index = start
        var level = 0
        while index < count {
            if index &+ 16 <= count {
                let length = Vector.first(Vector.isBracketOrQuote(base + index))
                index &+= length
                if length == 16 { continue }
            }
            let byte = base[index]
            index &+= 1
            if byte == UInt8(ascii: "\"") {
                index = closingQuote(from: index)
            } else if byte | 0x20 == UInt8(ascii: "{") {
                level &+= 1
            } else if byte | 0x20 == UInt8(ascii: "}") {
                level &-= 1
                if level == 0 { return index }
            }
        }
        return -1
    }

    /// Behind the quote that ends a string.
    @inline(__always)
    private func closingQuote(from start: Int) -> Int {
        var index = start
        while index < count {
            if index &+ 16 <= count {
                let vector = Vector.load(base + index)
                let length = Vector.first((vector .== Vector.quote) .| (vector .== Vector.backslash))
                index &+= length
                if length == 16 { continue }
            }
            if base[index] == UInt8(ascii: "\"") { return index &+ 1 }
            index &+= base[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return count
    }

    /// Behind white space, most often none or the one blank behind a colon or comma.
    @inline(__always)
    func space(from start: Int) -> Int {
        guard start < count, base[start] <= 0x20 else { return start }
        if base[start] == 0x20, start &+ 1 < count, base[start &+ 1] > 0x20 { return start &+ 1 }
        return longSpace(from: start)
    }

    /// Behind white space of any length; indentation is looked at sixteen bytes a step.
    func longSpace(from start: Int) -> Int {
        var index = start
        while index &+ 16 <= count {
            let length = Vector.first(.!Vector.isJSONSpace(base + index))
            index &+= length
            if length < 16 { return index }
        }
        while index < count {
            let byte = base[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            index &+= 1
        }
        return index
    }

    /// Behind the string at `start`; escapes are few, and any but those of one letter are left to the careful reader.
    @inline(__always)
    private func string(from start: Int) -> Int {
        var index = start &+ 1
        while index &+ 16 <= count {
            index &+= JSONReader.plainLength(base + index)
            // The last byte looked at may have been the last but one of the document.
            guard index < count else { return -1 }
            let byte = base[index]
            if byte == UInt8(ascii: "\"") { return index &+ 1 }
            if byte == UInt8(ascii: "\\") {
                guard index &+ 1 < count, JSONSkip.isSimpleEscape(base[index &+ 1]) else { return -1 }
                index &+= 2
            } else if byte >= 0x80 {
                let length = UTF8Check.length(base, index, count)
                guard length > 0 else { return -1 }
                index &+= length
            } else if byte < 0x20 {
                return -1
            }
        }
        // The last bytes of the document one by one, without an escape: a long value may end there.
        while index < count, base[index] >= 0x20, base[index] < 0x80, base[index] != UInt8(ascii: "\\") {
            if base[index] == UInt8(ascii: "\"") { return index &+ 1 }
            index &+= 1
        }
        return -1
    }

    private static func isSimpleEscape(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "n"), UInt8(ascii: "t"),
            UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            true
        default: false
        }
    }

    /// Behind the key at `start`, its colon and the white space there: where its value begins.
    @inline(__always)
    private func key(from start: Int) -> Int {
        guard start < count, base[start] == UInt8(ascii: "\"") else { return -1 }
        var index = string(from: start)
        guard index > 0 else { return -1 }
        index = space(from: index)
        guard index < count, base[index] == UInt8(ascii: ":") else { return -1 }
        return space(from: index &+ 1)
    }

    @inline(__always)
    private func word(_ letters: UInt32, _ length: Int, from start: Int, last: UInt8? = nil) -> Int {
        guard start &+ length < count,
            UInt32(littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt32.self)) == letters
        else { return -1 }
        guard let last else { return start &+ length }
        return base[start &+ length] == last ? start &+ length &+ 1 : -1
    }

    @inline(__always)
    private func number(from start: Int) -> Int {
        var index = start
        if base[index] == UInt8(ascii: "-") { index &+= 1 }
        let first = index
        index = digits(from: index)
        guard index > first, base[first] != UInt8(ascii: "0") || index == first &+ 1 else { return -1 }
        guard index < count else { return index }
        if base[index] == UInt8(ascii: ".") {
            let fraction = index &+ 1
            index = digits(from: fraction)
            guard index > fraction else { return -1 }
        }
        if index < count, base[index] | 0x20 == UInt8(ascii: "e") { return -1 }
        return index
    }

    @inline(__always)
    private func digits(from start: Int) -> Int {
        var index = start
        while index < count, base[index] &- 0x30 <= 9 { index &+= 1 }
        return index
    }
}

extension Vector {
    /// Which of the next 16 bytes are white space of JSON.
    @inline(__always)
    fileprivate static func isJSONSpace(_ pointer: UnsafePointer<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        let vector = load(pointer)
        return (vector .== space) .| (vector .== lineFeed) .| (vector .== carriageReturn) .| (vector .== tab)
    }

    /// Which of the next 16 bytes are brackets of either kind or quotes.
    @inline(__always)
    fileprivate static func isBracketOrQuote(_ pointer: UnsafePointer<UInt8>) -> SIMDMask<SIMD16<Int8>> {
        let vector = load(pointer)
        let folded = vector | space
        return (folded .== brace) .| (folded .== closingBrace) .| (vector .== quote)
    }

    @inline(__always) private static var brace: SIMD16<Int8> { SIMD16(repeating: 0x7B) }
    @inline(__always) private static var closingBrace: SIMD16<Int8> { SIMD16(repeating: 0x7D) }
    @inline(__always) private static var lineFeed: SIMD16<Int8> { SIMD16(repeating: 0x0A) }
    @inline(__always) private static var carriageReturn: SIMD16<Int8> { SIMD16(repeating: 0x0D) }
    @inline(__always) private static var tab: SIMD16<Int8> { SIMD16(repeating: 0x09) }
}
