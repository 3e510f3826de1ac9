import Scanning

/// Writes the fields of a value as members of an object.
struct FieldWriter: Fields {
    var json = JSONWriter()

    /// Changes places with another writer: its bytes are appended to without a copy.
    mutating func take(_ other: inout JSONWriter) { swap(&json, &other) }

    mutating func callAsFunction<Value: WireValue>(required key: StaticString, _ value: inout Value) {
        self(key, &value)
    }

    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ value: inout Value) {
        json.append(key: key)
        value.write(to: &json)
    }

    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ value: inout Value?) {
        guard let value else { return }
        json.append(key: key)
        value.write(to: &json)
    }

    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ values: inout [Value]) {
        guard !values.isEmpty else { return }
        json.append(key: key)
        values.write(to: &json)
    }

    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ values: inout [String: Value]) {
        guard !values.isEmpty else { return }
        json.append(key: key)
        values.write(to: &json)
    }

    mutating func callAsFunction<Value: WireValue & Equatable>(
        _ key: StaticString,
        _ value: inout Value,
        usual: Value
    ) {
        if value != usual { self(key, &value) }
    }

    mutating func derived(_ key: StaticString, _ value: some WireValue) {
        json.append(key: key)
        value.write(to: &json)
    }

    func wrong(_ message: String) -> ScanError { ScanError(message, at: 0, in: Bytes(start: nil, count: 0)) }
}
