package import Scanning

/// Strict reading of Assay's own JSON formats: an unknown or repeated key is an error, with its place.
package struct KeyedReader {
    package let known: [String]
    private let ignoresOthers: Bool
    private var seen: Set<String> = []

    /// With `ignoresOthers`, keys that are not known are passed over; repeated, they are an error all the same.
    package init(_ known: [String], ignoresOthers: Bool = false) {
        self.known = known
        self.ignoresOthers = ignoresOthers
    }

    /// The next key, checked; nil behind the last.
    package mutating func next(_ json: inout JSONReader) throws(ScanError) -> String? {
        while true {
            let before = json.offset
            guard let key = try json.nextKey()?.string else { return nil }
            let offset = Self.keyOffset(json.document, from: before)
            let isKnown = known.contains(key)
            guard isKnown || ignoresOthers else {
                let shown = Text.clean(key, limit: 60)
                throw json.error("unknown key '\(shown)'; known are \(known.joined(separator: ", "))", at: offset)
            }
            guard seen.insert(key).inserted else {
                throw json.error("key '\(Text.clean(key, limit: 60))' occurs twice", at: offset)
            }
            if isKnown { return key }
            try json.skipValue()
        }
    }

    package func has(_ key: String) -> Bool { seen.contains(key) }

    /// Throws where one of the keys is missing; `start` is where the object begins.
    package func require(_ keys: String..., in json: JSONReader, at start: Int) throws(ScanError) {
        for key in keys where !seen.contains(key) { throw json.error("'\(key)' is missing", at: start) }
    }

    /// Reads a text that is not blank.
    package static func text(_ json: inout JSONReader, _ key: String) throws(ScanError) -> String {
        let offset = try start(&json)
        guard try json.peek() == .string else { throw json.error("'\(key)' must be a text", at: offset) }
        let text = Text.clean(try json.readString(), limit: 16_384)
        guard text.utf8.contains(where: { $0 > 0x20 }) else { throw json.error("'\(key)' is empty", at: offset) }
        return text
    }

    /// The offset of the next value.
    package static func start(_ json: inout JSONReader) throws(ScanError) -> Int {
        _ = try json.peek()
        return json.offset
    }

    /// Reads `{"name": "text", …}`.
    package static func texts(_ json: inout JSONReader, _ key: String) throws(ScanError) -> [String: String] {
        var texts: [String: String] = [:]
        guard try json.peek() == .object else {
            throw json.error("'\(key)' must be an object of texts", at: json.offset)
        }
        try json.beginObject()
        while let name = try json.nextKey() {
            texts[Text.clean(name.string, limit: 256)] = try text(&json, name.string)
        }
        return texts
    }

    /// Reads `["text", …]`.
    package static func list(_ json: inout JSONReader, _ key: String) throws(ScanError) -> [String] {
        var list: [String] = []
        guard try json.peek() == .array else { throw json.error("'\(key)' must be a list of texts", at: json.offset) }
        try json.beginArray()
        while try json.nextElement() { list.append(try text(&json, key)) }
        return list
    }

    /// Checks the number in `"assay_…": 1`.
    package static func version(_ json: inout JSONReader, _ key: String) throws(ScanError) {
        let offset = try start(&json)
        guard try json.peek() == .number, try json.readDouble() == 1 else {
            throw json.error("'\(key)' must be 1, the only version there is", at: offset)
        }
    }

    private static func keyOffset(_ document: Bytes, from start: Int) -> Int {
        document.firstIndex(of: UInt8(ascii: "\""), from: start) ?? start
    }
}
