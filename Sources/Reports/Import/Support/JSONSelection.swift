import Scanning

/// What is to be kept of a JSON document: everything else is checked, stepped over and never built.
///
/// Written as dotted paths, `results.extra.message`; lists on the way are walked through, and `*` is any key. What a
/// path ends at is kept where it is a scalar or a list of scalars; an object there is kept empty. Texts are bounded and
/// freed of control characters.
struct JSONSelection {
    private var children: [String: JSONSelection] = [:]

    init(_ paths: [String]) {
        for path in paths { insert(path.split(separator: ".")[...]) }
    }

    private mutating func insert(_ keys: ArraySlice<Substring>) {
        guard let key = keys.first else { return }
        children[String(key), default: JSONSelection([])].insert(keys.dropFirst())
    }

    /// The whole document, reduced to what is selected.
    func document(_ bytes: Bytes) throws(ScanError) -> JSON {
        var json = try JSONReader(bytes)
        let document = try read(&json)
        try json.finish()
        return document
    }

    func read(_ json: inout JSONReader) throws(ScanError) -> JSON {
        switch try json.peek() {
        case .object: return .object(try members(&json))
        case .array:
            var elements: [JSON] = []
            try json.beginArray()
            while try json.nextElement() { elements.append(try read(&json)) }
            return .array(elements)
        case .string: return .string(Text.clean(try json.readString(), limit: 2_048))
        default: return try json.readValue()
        }
    }

    private func members(_ json: inout JSONReader) throws(ScanError) -> [JSON.Member] {
        var members: [JSON.Member] = []
        try json.beginObject()
        while let key = try json.nextKey() {
            let name = key.string
            if let child = children[name] {
                // A list that stood twice would lose the findings of the first.
                if members.contains(where: { $0.key == name }) {
                    throw json.error("an object has '\(Text.clean(name, limit: 60))' twice", at: json.offset)
                }
                members.append(JSON.Member(name, try child.read(&json)))
            } else if let child = children["*"] {
                members.append(JSON.Member(Text.clean(name, limit: 2_048), try child.read(&json)))
            } else {
                try json.skipValue()
            }
        }
        return members
    }
}

extension JSON {
    /// The value at a dotted path.
    func at(_ path: String) -> JSON? {
        var value: JSON? = self
        for key in path.split(separator: ".") { value = value?[String(key)] }
        return value
    }

    /// The text at a dotted path, where there is one and it is not empty; whole numbers count as text.
    func text(_ path: String) -> String? {
        guard let value = at(path) else { return nil }
        if let number = value.int { return String(number) }
        return value.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The whole number at a dotted path, also one that is written as text (`"79"`, `"79-81"`).
    func number(_ path: String) -> Int? {
        guard let value = at(path) else { return nil }
        return value.int ?? value.string.flatMap { Int($0.prefix { $0.isASCII && $0.isNumber }) }
    }

    /// The texts of a list, or the one text or number that stands in its place.
    func texts(_ path: String) -> [String] {
        guard let value = at(path) else { return [] }
        return (value.array ?? [value]).compactMap { $0.string ?? $0.int.map { String($0) } }
    }

    /// Weaknesses at a dotted path: `CWE-79`, `79`, or a list of such.
    func weaknesses(_ path: String) -> [Int] { CWE.numbers(texts(path)) }

    func records(_ path: String) -> [JSON] { at(path)?.array ?? [] }
}

extension CWE {
    /// The numbers in a list of texts, each once.
    static func numbers(_ texts: [String]) -> [Int] {
        Set(texts.compactMap { number($0) ?? Int($0) }.filter { $0 > 0 }).sorted()
    }
}
