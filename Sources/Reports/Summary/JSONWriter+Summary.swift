import Core
import Scanning

/// The members of an object of a summary: what is nil, empty or a flag that is not set is left out.
extension JSONWriter {
    /// An object as bytes, whose members `body` adds.
    static func object<Value>(_ value: Value, _ body: (Value, inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.append(value, body)
        return writer.bytes
    }

    mutating func add<Value: SummaryValue>(_ key: StaticString, _ value: Value?) {
        guard let value else { return }
        append(key: key)
        value.write(to: &self)
    }

    mutating func add(_ key: StaticString, _ flag: Bool) {
        if flag { add(key, Optional(flag)) }
    }

    mutating func add<Value: SummaryValue>(_ key: StaticString, _ values: [Value]) {
        if !values.isEmpty { add(key, Optional(values)) }
    }

    mutating func add<Value: SummaryValue>(_ key: StaticString, _ values: [String: Value]) {
        if !values.isEmpty { add(key, Optional(values)) }
    }

    mutating func add(_ key: StaticString, _ ranges: LineRanges) {
        if !ranges.isEmpty { add(key, Optional(ranges)) }
    }

    /// An object of its own, whose members `body` adds.
    mutating func add<Value>(_ key: StaticString, _ value: Value?, _ body: (Value, inout JSONWriter) -> Void) {
        guard let value else { return }
        append(key: key)
        append(value, body)
    }

    /// A list of objects.
    mutating func add<Value>(_ key: StaticString, _ values: [Value], _ body: (Value, inout JSONWriter) -> Void) {
        guard !values.isEmpty else { return }
        append(key: key)
        beginArray()
        for value in values {
            beginElement()
            append(value, body)
        }
        endArray()
    }

    private mutating func append<Value>(_ value: Value, _ body: (Value, inout JSONWriter) -> Void) {
        beginObject()
        body(value, &self)
        endObject()
    }
}
