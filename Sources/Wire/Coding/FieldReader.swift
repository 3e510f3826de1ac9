import Scanning

/// Reads the fields of an object whose keys stand in the order of the description.
struct FieldReader: ReadingFields {
    private var json: JSONReader
    private let memory: WireMemory
    private let start: Int
    /// The key whose value comes next; nil behind the last.
    private var next: JSONReader.Key?
    /// Whether a field that must be there was not the next one.
    private var hasMissed = false

    init(_ json: JSONReader, _ memory: WireMemory) throws(ScanError) {
        self.json = json
        self.memory = memory
        start = json.offset
        try self.json.beginObject()
        next = try self.json.nextKey()
    }

    /// Behind the object; nil where keys stand in another order, are unknown, or are missing.
    var end: JSONReader? { next == nil && !hasMissed ? json : nil }

    /// The value of a key where it is the next one; null is as nothing.
    mutating func take<Value>(
        _ key: StaticString,
        _ read: (inout JSONReader, WireMemory) throws(ScanError) -> Value
    ) throws(ScanError) -> Value? {
        guard let next, next == key else { return nil }
        if try json.peek() == .null {
            try json.skipValue()
            self.next = try json.nextKey()
            return nil
        }
        let value = try read(&json, memory)
        self.next = try json.nextKey()
        return value
    }

    mutating func callAsFunction<Value: WireValue>(
        required key: StaticString,
        _ value: inout Value
    ) throws(ScanError) {
        guard let found = try take(key, Value.read) else {
            hasMissed = true
            return
        }
        value = found
    }

    mutating func derived(_ key: StaticString, _ value: some WireValue) throws(ScanError) {
        _ = try take(key) { json, _ throws(ScanError) in try json.skipValue() }
    }

    func wrong(_ message: String) -> ScanError { json.error(message, at: start) }
}
