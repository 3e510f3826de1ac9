package import Scanning

/// A value with one description of its JSON, for writing and for reading alike.
///
/// What is nil, empty or as usual is left out; keys that a reader does not know are passed over.
package protocol Wired: WireValue {
    /// What reading begins with: a field that is left out stays as it is here.
    static var blank: Self { get }

    /// Gives every field to `fields`, in the order in which they are written.
    mutating func visit(_ fields: inout some Fields) throws(ScanError)
}

/// What has a form in JSON.
package protocol WireValue: SendableMetatype {
    func write(to json: inout JSONWriter)
    static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Self
}

/// The two ways to go over the fields of a value: writing takes them, reading fills them.
package protocol Fields {
    /// A field that is always written, and without which an object is none.
    mutating func callAsFunction<Value: WireValue>(
        required key: StaticString,
        _ value: inout Value
    ) throws(ScanError)
    /// A field that is always written.
    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ value: inout Value) throws(ScanError)
    /// A field that is left out where it is nil.
    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ value: inout Value?) throws(ScanError)
    /// A list that is left out where it is empty.
    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ values: inout [Value]) throws(ScanError)
    /// Members that are left out where there are none.
    mutating func callAsFunction<Value: WireValue>(
        _ key: StaticString,
        _ values: inout [String: Value]
    ) throws(ScanError)
    /// A field that is left out where it is as usual.
    mutating func callAsFunction<Value: WireValue & Equatable>(
        _ key: StaticString,
        _ value: inout Value,
        usual: Value
    ) throws(ScanError)
    /// What follows from other fields: written for readers of other programs, and passed over by ours.
    mutating func derived(_ key: StaticString, _ value: some WireValue) throws(ScanError)

    /// The error of an object whose fields do not go together.
    func wrong(_ message: String) -> ScanError
}

extension Fields {
    /// A flag that is left out where it is not set.
    mutating func callAsFunction(flag key: StaticString, _ value: inout Bool) throws(ScanError) {
        try self(key, &value, usual: false)
    }

    /// What an object must have for what else it says.
    func required<Value>(_ value: Value?, _ key: StaticString) throws(ScanError) -> Value {
        guard let value else { throw wrong("an object without \"\(key)\"") }
        return value
    }
}

extension Wired {
    package func write(to json: inout JSONWriter) {
        var copy = self
        var fields = FieldWriter()
        fields.take(&json)
        fields.json.beginObject()
        // Only reading finds anything wrong.
        try? copy.visit(&fields)
        fields.json.endObject()
        fields.take(&json)
    }

    /// Where keys stand in the order of the description, as Assay writes them, nothing is looked for.
    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Self {
        let linesLeft = memory.lines
        if let value = inOrder(&json, memory) { return value }
        memory.lines = linesLeft
        var value = blank
        var fields = try IndexedFieldReader(json, memory)
        try value.visit(&fields)
        json = fields.end
        return value
    }

    /// nil, and nothing read, where keys stand in another order or anything is wrong.
    private static func inOrder(_ json: inout JSONReader, _ memory: WireMemory) -> Self? {
        do throws(ScanError) {
            var value = blank
            var fields = try FieldReader(json, memory)
            try value.visit(&fields)
            guard let end = fields.end else { return nil }
            json = end
            return value
        } catch {
            return nil
        }
    }

    /// The value as one line of JSON.
    package var line: [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }

    /// Reads a document, or a line of one, that holds the value and nothing else.
    package static func read(_ bytes: Bytes) throws(ScanError) -> Self {
        var json = try JSONReader(bytes)
        let value = try read(&json, WireMemory())
        try json.finish()
        return value
    }
}
