import Core
import Scanning

/// A list that a document says again and again, byte by byte: it is made and held once.
struct Repeated<Element: Repeatable>: WireValue {
    let list: [Element]

    func write(to json: inout JSONWriter) { list.write(to: &json) }

    static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> Repeated {
        var reader = json
        let range = try json.readRaw()
        let list = try memory[keyPath: Element.cache].value(of: json.document.slice(range)) { () throws(ScanError) in
            try [Element].read(&reader, memory)
        }
        return Repeated(list: list)
    }
}

/// The elements of lists that repeat.
protocol Repeatable: WireValue {
    static var cache: ReferenceWritableKeyPath<WireMemory, ValueCache<[Self]>> { get }
}

extension String: Repeatable {
    static var cache: ReferenceWritableKeyPath<WireMemory, ValueCache<[String]>> { \.words }
}

extension Int: Repeatable {
    static var cache: ReferenceWritableKeyPath<WireMemory, ValueCache<[Int]>> { \.numbers }
}

extension Scan.Rule: Repeatable {
    static var cache: ReferenceWritableKeyPath<WireMemory, ValueCache<[Scan.Rule]>> { \.rules }
}

/// A text that hardly occurs twice in a document: nothing is looked up.
struct UniqueText: WireValue {
    let text: String

    func write(to json: inout JSONWriter) { json.append(text) }

    static func read(_ json: inout JSONReader, _ memory: WireMemory) throws(ScanError) -> UniqueText {
        UniqueText(text: try json.readString())
    }
}

extension Fields {
    /// A list that repeats, left out where it is empty.
    mutating func callAsFunction<Element: Repeatable>(
        repeated key: StaticString,
        _ list: inout [Element]
    ) throws(ScanError) {
        var shared = list.isEmpty ? nil : Repeated(list: list)
        try self(key, &shared)
        list = shared?.list ?? []
    }

    /// A text that is always there, and hardly ever the same.
    mutating func callAsFunction(unique key: StaticString, _ text: inout String) throws(ScanError) {
        var own = UniqueText(text: text)
        try self(key, &own)
        text = own.text
    }

    /// A text that is left out where it is nil, and hardly ever the same.
    mutating func callAsFunction(unique key: StaticString, _ text: inout String?) throws(ScanError) {
        var own = text.map(UniqueText.init)
        try self(key, &own)
        text = own?.text
    }
}
