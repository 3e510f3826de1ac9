/// A JSON value for small documents and for everything Assay writes; objects keep their order.
package indirect enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// A key with its value.
    ///
    /// Equal keys may occur in what was parsed; reading takes the last.
    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: JSON

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// A member of an object by its key; nil where this is no object or has no such key.
    ///
    /// Assigning nil removes it.
    package subscript(key: String) -> JSON? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.last { $0.key == key }?.value
        }
        set {
            var members: [Member] = if case .object(let own) = self { own } else { [] }
            if let newValue {
                if let index = members.lastIndex(where: { $0.key == key }) {
                    members[index].value = newValue
                } else {
                    members.append(Member(key, newValue))
                }
            } else {
                members.removeAll { $0.key == key }
            }
            self = .object(members)
        }
    }

    /// An element of an array; nil where this is no array or the index is outside.
    package subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}

extension JSON {
    package var isNull: Bool { self == .null }

    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    package var string: String? { if case .string(let value) = self { value } else { nil } }

    package var array: [JSON]? { if case .array(let value) = self { value } else { nil } }

    package var object: [Member]? { if case .object(let value) = self { value } else { nil } }

    /// The number as a `Double`, whichever way it was written.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// The number where it is whole and fits, `3.0` included.
    package var int: Int? {
        switch self {
        case .integer(let value): Int(value)
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }

    package init(_ value: Bool) { self = .bool(value) }
    package init(_ value: Int) { self = .integer(Int64(value)) }
    package init(_ value: Int64) { self = .integer(value) }
    /// A number that is not finite is written as null.
    package init(_ value: Double) { self = .number(value) }
    package init(_ value: String) { self = .string(value) }
    package init(_ value: [JSON]) { self = .array(value) }

    /// An object of these members but those that are null.
    package init(present members: KeyValuePairs<String, JSON>) {
        self = .object(members.compactMap { $1.isNull ? nil : Member($0, $1) })
    }

    /// Null where there is nothing.
    package init(_ value: Int?) { self = value.map { JSON($0) } ?? .null }
    package init(_ value: Double?) { self = value.map { JSON($0) } ?? .null }
    package init(_ value: String?) { self = value.map { JSON($0) } ?? .null }
    package init(_ value: Bool?) { self = value.map { JSON($0) } ?? .null }
}
