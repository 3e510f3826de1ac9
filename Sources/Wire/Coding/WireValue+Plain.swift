import Core
package import Scanning

extension Bool: WireValue {
    package func write(to json: inout JSONWriter) { json.append(self) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Bool {
        try json.readBool()
    }
}

extension Int: WireValue {
    package func write(to json: inout JSONWriter) { json.append(Int64(self)) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Int {
        try json.readInteger()
    }
}

extension Int32: WireValue {
    package func write(to json: inout JSONWriter) { json.append(Int64(self)) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Int32 {
        let start = json.offset
        guard let number = Int32(exactly: try json.readInteger()) else {
            throw json.error("a number that is out of range", at: start)
        }
        return number
    }
}

/// JSON has no form for a number that is not finite: those become words, since a judge must see them again.
extension Double: WireValue {
    package func write(to json: inout JSONWriter) {
        if isFinite { return json.append(self) }
        json.append(isNaN ? "nan" : self > 0 ? "inf" : "-inf")
    }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Double {
        guard try json.peek() == .string else { return try json.readDouble() }
        let start = json.offset
        switch try json.readRawString().raw {
        case "nan": return .nan
        case "inf": return .infinity
        case "-inf": return -.infinity
        default: throw json.error("expected a number", at: start)
        }
    }
}

/// A text that a document repeats is made once; one that is short needs no memory of its own.
extension String: WireValue {
    package func write(to json: inout JSONWriter) { json.append(self) }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> String {
        let text = try json.readRawString()
        return text.raw.count < 16 ? text.string : memory.texts.value(of: text.raw) { text.string }
    }
}

extension Array: WireValue where Element: WireValue {
    package func write(to json: inout JSONWriter) {
        json.beginArray()
        for element in self {
            json.beginElement()
            element.write(to: &json)
        }
        json.endArray()
    }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> [Element] {
        var elements: [Element] = []
        try json.beginArray()
        while try json.nextElement() { elements.append(try Element.read(&json, memory)) }
        return elements
    }
}

/// In the order of the keys.
extension Dictionary: WireValue where Key == String, Value: WireValue {
    package func write(to json: inout JSONWriter) {
        json.beginObject()
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            json.append(key: key)
            value.write(to: &json)
        }
        json.endObject()
    }

    package static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> [String: Value] {
        var members: [String: Value] = [:]
        try json.beginObject()
        while let key = try json.nextKey() { members[key.string] = try Value.read(&json, memory) }
        return members
    }
}
