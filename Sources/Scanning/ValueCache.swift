/// Values out of a document that says the same again and again: each is made and held once.
package struct ValueCache<Value> {
    /// Bytes of the document, valid as long as the document is.
    private struct Key: Hashable {
        let bytes: Bytes

        static func == (left: Key, right: Key) -> Bool { left.bytes.equals(right.bytes) }
        func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }
    }

    private var values: [Key: Value] = [:]

    package init() {}

    /// The value that `make` gives for these bytes, and for no others.
    package mutating func value<Failure: Error>(
        of bytes: Bytes,
        _ make: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let key = Key(bytes: bytes)
        if let known = values[key] { return known }
        let value = try make()
        values[key] = value
        return value
    }
}
