extension JSON {
    /// Parses a whole document, strictly (RFC 8259); meant for small ones, large ones are read with `JSONReader`.
    package init(parsing bytes: Bytes) throws(ScanError) {
        var reader = try JSONReader(bytes)
        self = try reader.readValue()
        try reader.finish()
    }

    /// Parses a whole document from an array of bytes.
    package init(parsing bytes: [UInt8]) throws(ScanError) {
        let result: Result<JSON, ScanError> = bytes.withUnsafeBytes { bytes in
            do throws(ScanError) { return .success(try JSON(parsing: bytes)) } catch { return .failure(error) }
        }
        self = try result.get()
    }

    /// Parses a whole document from text.
    package init(parsing text: String) throws(ScanError) { try self.init(parsing: Array(text.utf8)) }
}

extension JSONReader {
    /// Reads the next value whole.
    package mutating func readValue() throws(ScanError) -> JSON {
        switch try peek() {
        case .object:
            var members: [JSON.Member] = []
            try beginObject()
            while let key = try nextKey() { members.append(JSON.Member(key.string, try readValue())) }
            return .object(members)
        case .array:
            var elements: [JSON] = []
            try beginArray()
            while try nextElement() { elements.append(try readValue()) }
            return .array(elements)
        case .string: return .string(try readString())
        case .number:
            switch try readNumber() {
            case .integer(let value): return .integer(value)
            case .number(let value): return .number(value)
            }
        case .bool: return .bool(try readBool())
        case .null:
            try literal("null")
            return .null
        }
    }
}
