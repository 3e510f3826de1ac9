import Scanning

/// Text out of JSON documents, made safe to show.
enum JSONText {
    /// The next value where it is a string, cleaned; any other is skipped.
    static func read(_ json: inout JSONReader, limit: Int) throws(ScanError) -> String? {
        try json.rawStringOrSkip().map { text($0, limit: limit) }
    }

    /// A string's text, cleaned.
    static func text(_ key: JSONReader.Key, limit: Int) -> String {
        key.hasEscapes ? Text.clean(key.string, limit: limit) : Text.lossy(key.raw, limit: limit)
    }

    /// Whether the next value is an object; any other is skipped.
    static func isObject(_ json: inout JSONReader) throws(ScanError) -> Bool {
        if try json.peek() == .object { return true }
        try json.skipValue()
        return false
    }

    /// Whether the next value is an array; any other is skipped.
    static func isArray(_ json: inout JSONReader) throws(ScanError) -> Bool {
        if try json.peek() == .array { return true }
        try json.skipValue()
        return false
    }

    /// The strings of an array, or a string alone.
    static func list(_ json: inout JSONReader) throws(ScanError) -> [String] {
        if try json.peek() == .string { return [Text.clean(try json.readString(), limit: 1_024)] }
        guard try isArray(&json) else { return [] }
        var list: [String] = []
        try json.beginArray()
        while try json.nextElement() {
            if let text = try read(&json, limit: 1_024) { list.append(text) }
        }
        return list
    }
}
