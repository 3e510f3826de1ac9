import Scanning

/// Reads the fields of an object by their keys, in whatever order they stand; of equal keys the last counts.
struct IndexedFieldReader: ReadingFields {
    private let memory: WireMemory
    private let start: Int
    /// Each key, with a reader that stands before its value.
    private var members: [(key: JSONReader.Key, json: JSONReader)] = []
    /// Behind the object.
    let end: JSONReader

    init(_ json: JSONReader, _ memory: WireMemory) throws(ScanError) {
        var json = json
        self.memory = memory
        start = json.offset
        try json.beginObject()
        while let key = try json.nextKey() {
            members.append((key, json))
            try json.skipValue()
        }
        end = json
    }

    /// The value of a key; nil where it is not there, or null.
    func take<Value>(
        _ key: StaticString,
        _ read: (inout JSONReader, WireMemory) throws(ScanError) -> Value
    ) throws(ScanError) -> Value? {
        guard var json = members.last(where: { $0.key == key })?.json, try json.peek() != .null else { return nil }
        return try read(&json, memory)
    }

    mutating func callAsFunction<Value: WireValue>(
        required key: StaticString,
        _ value: inout Value
    ) throws(ScanError) {
        value = try required(take(key, Value.read), key)
    }

    mutating func derived(_ key: StaticString, _ value: some WireValue) {}

    func wrong(_ message: String) -> ScanError { end.error(message, at: start) }
}
