import Core
import Scanning

/// Values that occur all over a summary.
extension JSONReader {
    /// A word of an enumeration; any other word is an error, never a default.
    mutating func word<Word: RawRepresentable>(_ what: StaticString) throws(ScanError) -> Word
    where Word.RawValue == String {
        let start = offset
        let text = try readString()
        guard let word = Word(rawValue: text) else {
            throw error("unknown \(what) '\(CleanText.line(text, limit: 40))'", at: start)
        }
        return word
    }

    /// A string that the summary is likely to repeat; what is short needs no memory of its own.
    mutating func readString(_ texts: inout ValueCache<String>) throws(ScanError) -> String {
        let text = try readRawString()
        return text.raw.count < 16 ? text.string : texts.value(of: text.raw) { text.string }
    }

    /// A value that the summary is likely to repeat, byte by byte.
    mutating func repeated<Value>(
        _ cache: inout ValueCache<Value>,
        _ read: (inout JSONReader) throws(ScanError) -> Value
    ) throws(ScanError) -> Value {
        var reader = self
        let range = try readRaw()
        return try cache.value(of: document.slice(range)) { () throws(ScanError) in try read(&reader) }
    }

    mutating func list<Element>(
        _ element: (inout JSONReader) throws(ScanError) -> Element
    ) throws(ScanError) -> [Element] {
        var elements: [Element] = []
        try beginArray()
        while try nextElement() { elements.append(try element(&self)) }
        return elements
    }

    mutating func words() throws(ScanError) -> [String] {
        try list { reader throws(ScanError) in try reader.readString() }
    }

    mutating func integers() throws(ScanError) -> [Int] {
        try list { reader throws(ScanError) in try reader.readInteger() }
    }

    mutating func words(_ cache: inout ValueCache<[String]>) throws(ScanError) -> [String] {
        try repeated(&cache) { reader throws(ScanError) in try reader.words() }
    }

    mutating func integers(_ cache: inout ValueCache<[Int]>) throws(ScanError) -> [Int] {
        try repeated(&cache) { reader throws(ScanError) in try reader.integers() }
    }

    mutating func labels() throws(ScanError) -> Labels {
        var labels: Labels = [:]
        try beginObject()
        while let key = try nextKey() { labels[key.string] = try readString() }
        return labels
    }

    /// A number, or the word for one that JSON cannot write.
    mutating func real() throws(ScanError) -> Double {
        guard try peek() == .string else { return try readDouble() }
        let start = offset
        switch try readRawString().raw {
        case "nan": return .nan
        case "inf": return .infinity
        case "-inf": return -.infinity
        default: throw error("expected a number", at: start)
        }
    }

    mutating func fraction() throws(ScanError) -> Fraction {
        let start = offset
        let parts = try integers()
        guard parts.count == 2 else { throw error("expected [covered, total]", at: start) }
        return Fraction(covered: parts[0], total: parts[1])
    }

    mutating func duration() throws(ScanError) -> Duration {
        let start = offset
        let parts = try integers()
        guard parts.count == 2 else { throw error("expected [seconds, attoseconds]", at: start) }
        return Duration(secondsComponent: Int64(parts[0]), attosecondsComponent: Int64(parts[1]))
    }

    /// What an object must have; `start` is where the object begins.
    func required<Value>(_ value: Value?, _ key: StaticString, _ start: Int) throws(ScanError) -> Value {
        guard let value else { throw error("an object without \"\(key)\"", at: start) }
        return value
    }
}
