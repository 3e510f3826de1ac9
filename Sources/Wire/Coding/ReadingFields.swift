import Scanning

/// Reading, in whichever way the value of a key is found: what is not there stays as it is.
protocol ReadingFields: Fields {
    /// What `read` makes of the value of a key; nil where it is not there, or null.
    mutating func take<Value>(
        _ key: StaticString,
        _ read: (inout JSONReader, WireMemory) throws(ScanError) -> Value
    ) throws(ScanError) -> Value?
}

extension ReadingFields {
    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ value: inout Value) throws(ScanError) {
        if let found = try take(key, Value.read) { value = found }
    }

    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ value: inout Value?) throws(ScanError) {
        if let found = try take(key, Value.read) { value = found }
    }

    mutating func callAsFunction<Value: WireValue>(_ key: StaticString, _ values: inout [Value]) throws(ScanError) {
        if let found = try take(key, [Value].read) { values = found }
    }

    mutating func callAsFunction<Value: WireValue>(
        _ key: StaticString,
        _ values: inout [String: Value]
    ) throws(ScanError) {
        if let found = try take(key, [String: Value].read) { values = found }
    }

    mutating func callAsFunction<Value: WireValue & Equatable>(
        _ key: StaticString,
        _ value: inout Value,
        usual: Value
    ) throws(ScanError) {
        if let found = try take(key, Value.read) { value = found }
    }
}
