import Scanning

extension JSON {
    /// A member that is a string and not empty, made safe to show.
    func text(_ key: String, limit: Int = 1_024) -> String? {
        guard let text = self[key]?.string, !text.isEmpty else { return nil }
        return Text.clean(text, limit: limit)
    }

    /// A member's milliseconds as seconds.
    func milliseconds(_ key: String) -> Double? { self[key]?.double.map { $0 / 1_000 } }

    /// The members whose values are texts, under these keys.
    func texts(_ keys: String...) -> [String: String] {
        var texts: [String: String] = [:]
        for key in keys { texts[key] = text(key) }
        return texts
    }
}

extension JSONReader {
    /// Hands over the elements of an array one by one; anything but an array is an error.
    mutating func forEachValue(
        of what: String,
        _ body: (JSON) throws(ScanError) -> Void
    ) throws(ScanError) {
        guard try peek() == .array else { throw error("'\(what)' must be a list", at: offset) }
        try beginArray()
        while try nextElement() { try body(try readValue()) }
    }
}
