import Scanning

/// Why a line of an event log is no event: a lowercase fragment that names the field.
package struct EventError: Error, Sendable, Hashable, CustomStringConvertible {
    package var message: String
    init(_ message: String) { self.message = message }
    package var description: String { message }
}

/// Reads the fields of an event, each of which must be there and of its type.
extension JSON {
    func field(_ key: String) throws(EventError) -> JSON {
        guard let value = self[key] else { throw EventError("`\(key)` is missing") }
        return value
    }

    func text(_ key: String) throws(EventError) -> String {
        guard let value = try field(key).string else { throw EventError("`\(key)` is no text") }
        return value
    }

    func int(_ key: String) throws(EventError) -> Int {
        guard let value = try field(key).int else { throw EventError("`\(key)` is no whole number") }
        return value
    }

    func int32(_ key: String) throws(EventError) -> Int32 {
        guard let value = Int32(exactly: try int(key)) else { throw EventError("`\(key)` is out of range") }
        return value
    }

    func double(_ key: String) throws(EventError) -> Double {
        guard let value = try field(key).double else { throw EventError("`\(key)` is no number") }
        return value
    }

    func bool(_ key: String) throws(EventError) -> Bool {
        guard let value = try field(key).bool else { throw EventError("`\(key)` is not true or false") }
        return value
    }

    func list(_ key: String) throws(EventError) -> [JSON] {
        guard let value = try field(key).array else { throw EventError("`\(key)` is no list") }
        return value
    }

    /// A word of a closed set.
    func word<Word: RawRepresentable>(_ key: String, as: Word.Type = Word.self) throws(EventError) -> Word
    where Word.RawValue == String {
        let text = try text(key)
        guard let word = Word(rawValue: text) else { throw EventError("`\(key)` is the unknown word `\(text)`") }
        return word
    }

    /// An optional field is absent or null where there is nothing.
    func optional(_ key: String) -> JSON? {
        guard let value = self[key], !value.isNull else { return nil }
        return value
    }

    func optionalText(_ key: String) throws(EventError) -> String? { optional(key) == nil ? nil : try text(key) }

    func optionalInt(_ key: String) throws(EventError) -> Int? { optional(key) == nil ? nil : try int(key) }

    func optionalDouble(_ key: String) throws(EventError) -> Double? { optional(key) == nil ? nil : try double(key) }
}
