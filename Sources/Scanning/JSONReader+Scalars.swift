extension JSONReader {
    /// A number as written: whole where it has neither fraction nor exponent and fits.
    package enum Number: Hashable, Sendable {
        case integer(Int64)
        case number(Double)

        package var double: Double {
            switch self {
            case .integer(let value): Double(value)
            case .number(let value): value
            }
        }
    }

    /// Reads a number: an `Int64` where it is written whole and fits, else the nearest `Double`.
    ///
    /// A number too large for a `Double` (`1e999`) is an error, as are `NaN` and `Infinity`, which are not JSON.
    package mutating func readNumber() throws(ScanError) -> Number {
        if let whole = plainInteger() { return .integer(Int64(whole)) }
        let (range, isWhole) = try scanNumber()
        let raw = Bytes(start: base + range.start, count: range.count)
        if isWhole, let value = raw.parseInt() { return .integer(Int64(value)) }
        guard let value = raw.parseDouble() else {
            throw error("number '\(Text.lossy(raw, limit: 40))' is out of range", at: range.start)
        }
        return .number(value)
    }

    /// Reads a number as a `Double`.
    package mutating func readDouble() throws(ScanError) -> Double { try readNumber().double }

    /// Reads a whole number; `3.0` counts as one, `3.5` is an error.
    package mutating func readInteger() throws(ScanError) -> Int {
        if let whole = plainInteger() { return whole }
        let start = cursor
        switch try readNumber() {
        case .integer(let value): return Int(value)
        case .number(let value):
            guard let whole = Int(exactly: value) else { throw error("expected a whole number", at: start) }
            return whole
        }
    }

    package mutating func readBool() throws(ScanError) -> Bool {
        skipSpace()
        if cursor < count, base[cursor] == UInt8(ascii: "t") {
            try literal("true")
            return true
        }
        guard cursor < count, base[cursor] == UInt8(ascii: "f") else { throw expected("true or false") }
        try literal("false")
        return false
    }

    /// Steps over `null`; false, and nothing read, where the next value is another.
    package mutating func readNull() throws(ScanError) -> Bool {
        guard try peek() == .null else { return false }
        try literal("null")
        return true
    }

    /// The next value where it is a string; any other is skipped and gives nil.
    package mutating func stringOrSkip() throws(ScanError) -> String? {
        try rawStringOrSkip()?.string
    }

    /// The next value where it is a string, not built; any other is skipped and gives nil.
    package mutating func rawStringOrSkip() throws(ScanError) -> Key? {
        skipSpace()
        guard cursor < count, base[cursor] == UInt8(ascii: "\"") else {
            try skipValue()
            return nil
        }
        let (range, hasEscapes) = try scanString()
        return Key(raw: Bytes(start: base + range.start, count: range.count), hasEscapes: hasEscapes)
    }

    /// The next value where it is a number; any other is skipped and gives nil.
    package mutating func doubleOrSkip() throws(ScanError) -> Double? {
        if let whole = plainInteger() { return Double(whole) }
        if try peek() == .number { return try readDouble() }
        try skipValue()
        return nil
    }

    /// The next value where it is a whole number; any other is skipped and gives nil.
    package mutating func integerOrSkip() throws(ScanError) -> Int? {
        if let whole = plainInteger() { return whole }
        if try peek() == .number { return Int(exactly: try readDouble()) }
        try skipValue()
        return nil
    }

    /// The next value where it is true or false; any other is skipped and gives nil.
    package mutating func boolOrSkip() throws(ScanError) -> Bool? {
        if try peek() == .bool { return try readBool() }
        try skipValue()
        return nil
    }

    /// The raw bytes of the next value, checked and stepped over.
    package mutating func readRaw() throws(ScanError) -> ByteRange {
        skipSpace()
        let start = cursor
        try skipValue()
        return ByteRange(start, cursor)
    }

    /// The next value where it is a whole number of at most 15 digits, as nearly all are; else nil, and nothing read.
    @inline(__always)
    private mutating func plainInteger() -> Int? {
        skipSpace()
        let start = cursor
        guard start &+ 16 < count else { return nil }
        var index = start
        var value = 0
        while index &- start < 15, base[index] &- 0x30 <= 9 {
            value = value &* 10 &+ Int(base[index] &- 0x30)
            index &+= 1
        }
        let next = base[index]
        guard index > start,
            next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next == UInt8(ascii: "]") || next <= 0x20,
            base[start] != UInt8(ascii: "0") || index == start &+ 1
        else { return nil }
        cursor = index
        return value
    }

    mutating func literal(_ word: StaticString) throws(ScanError) {
        let rest = document.slice(ByteRange(cursor, count))
        guard rest.hasPrefix(word) else {
            let isCut = word.withUTF8Buffer { $0.starts(with: rest) }
            throw isCut
                ? error("the document ends within '\(word)'", at: count) : error("expected \(word)", at: cursor)
        }
        cursor &+= word.utf8CodeUnitCount
    }

    /// Checks the grammar of a number and steps over it: where it lies, and whether it is written whole.
    @inline(__always)
    mutating func scanNumber() throws(ScanError) -> (ByteRange, isWhole: Bool) {
        skipSpace()
        let start = cursor
        var index = start
        var isWhole = true
        if index < count, base[index] == UInt8(ascii: "-") { index &+= 1 }
        if index < count, base[index] == UInt8(ascii: "0") {
            index &+= 1
            if index < count, base[index] &- 0x30 <= 9 { throw error("a number with a leading zero", at: start) }
        } else {
            index = try digits(from: index)
        }
        if index < count, base[index] == UInt8(ascii: ".") {
            isWhole = false
            index = try digits(from: index &+ 1)
        }
        if index < count, base[index] | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            index &+= 1
            if index < count, base[index] == UInt8(ascii: "+") || base[index] == UInt8(ascii: "-") { index &+= 1 }
            index = try digits(from: index)
        }
        cursor = index
        return (ByteRange(start, index), isWhole)
    }

    @inline(__always)
    private mutating func digits(from start: Int) throws(ScanError) -> Int {
        var index = start
        while index < count, base[index] &- 0x30 <= 9 { index &+= 1 }
        if index == start {
            cursor = start
            throw expected("a digit")
        }
        return index
    }
}
