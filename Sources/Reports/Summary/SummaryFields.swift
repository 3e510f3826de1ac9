import Core
import Scanning

/// The members of an object under construction; what is nil or empty is left out.
struct SummaryFields {
    private var members: [JSON.Member] = []

    var json: JSON { .object(members) }

    mutating func add(_ key: String, _ value: JSON) { members.append(JSON.Member(key, value)) }

    mutating func add(_ key: String, _ value: String?) {
        if let value { add(key, JSON(value)) }
    }

    mutating func add(_ key: String, _ value: Int?) {
        if let value { add(key, JSON(value)) }
    }

    mutating func add(_ key: String, _ value: Double?) {
        if let value { add(key, Self.real(value)) }
    }

    mutating func add(_ key: String, _ value: Bool) {
        if value { add(key, .bool(true)) }
    }

    mutating func add(_ key: String, _ value: Fraction?) {
        if let value { add(key, [JSON(value.covered), JSON(value.total)]) }
    }

    mutating func add(_ key: String, _ labels: Labels) {
        guard !labels.isEmpty else { return }
        add(key, .object(labels.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }))
    }

    mutating func add<Element>(_ key: String, _ elements: [Element], _ encoded: (Element) -> JSON) {
        if !elements.isEmpty { add(key, .array(elements.map(encoded))) }
    }

    mutating func add(_ key: String, _ words: [String]) { add(key, words) { JSON($0) } }

    /// JSON has no form for a number that is not finite: those become words, since a judge must see them again.
    static func real(_ value: Double) -> JSON {
        if value.isFinite { return JSON(value) }
        return value.isNaN ? "nan" : value > 0 ? "inf" : "-inf"
    }

    /// Exact: whole seconds and attoseconds.
    static func duration(_ value: Duration) -> JSON {
        [JSON(value.components.seconds), JSON(value.components.attoseconds)]
    }
}
