import Core
import Scanning

/// Values out of a document that says the same again and again: each is made and held once.
struct ValueCache<Value> {
    private var index = HashIndex()
    /// The bytes of the document that each value was made of; valid as long as the document is.
    private var sources: [Bytes] = []
    private var values: [Value] = []

    /// The value that `make` gives for these bytes, and for no others.
    mutating func value<Failure: Error>(of bytes: Bytes, _ make: () throws(Failure) -> Value) throws(Failure) -> Value {
        let hash = KeyedHash.of(bytes)
        if let place = index.number(of: hash, { sources[$0].equals(bytes) }) { return values[place] }
        let value = try make()
        _ = index.number(of: hash, else: values.count) { _ in false }
        sources.append(bytes)
        values.append(value)
        return value
    }
}
