import Scanning

/// Compares values with JSON Schemas as OpenAPI uses them: types, members, items, bounds, enumerations and compositions.
///
/// What it does not know (`pattern`, `format`, conditions) it lets pass.
struct JSONSchemaCheck: Sendable {
    private let document: JSON

    private static let depth = 32
    private static let problemLimit = 20

    init(_ document: JSON) { self.document = document }

    /// What a `$ref` inside of the document stands for.
    func resolved(_ value: JSON) -> JSON {
        var value = value
        for _ in 0..<Self.depth {
            guard let reference = value["$ref"]?.string else { return value }
            guard reference.hasPrefix("#/"), let target = target(reference.dropFirst(2)) else { return .object([]) }
            value = target
        }
        return .object([])
    }

    private func target(_ pointer: Substring) -> JSON? {
        var value = document
        for part in pointer.split(separator: "/") {
            let name = Self.replacing(Self.replacing(String(part), "~1", "/"), "~0", "~")
            guard let inner = value[name] ?? Int(name).flatMap({ value[$0] }) else { return nil }
            value = inner
        }
        return value
    }

    private static func replacing(_ text: String, _ old: String, _ new: String) -> String {
        text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }

    /// The text of a parameter as the value that its schema asks for.
    func scalar(_ text: String, _ schema: JSON) -> JSON {
        switch resolved(schema)["type"]?.string {
        case "integer", "number":
            if let whole = Int64(text) { return .integer(whole) }
            return Double(text).map { .number($0) } ?? .string(text)
        case "boolean": return text == "true" ? true : text == "false" ? false : .string(text)
        case "array": return .array(text.split(separator: ",").map { .string(String($0)) })
        default: return .string(text)
        }
    }

    func problems(of value: JSON, _ schema: JSON, at place: String) -> [String] {
        var found: [String] = []
        check(value, schema, place, 0, &found)
        return found
    }

    private func check(_ value: JSON, _ schema: JSON, _ place: String, _ depth: Int, _ found: inout [String]) {
        guard depth < Self.depth, found.count < Self.problemLimit else { return }
        let schema = resolved(schema)
        if value.isNull, schema["nullable"]?.bool == true { return }
        for part in schema["allOf"]?.array ?? [] { check(value, part, place, depth + 1, &found) }
        for key in ["oneOf", "anyOf"] {
            guard let parts = schema[key]?.array, !parts.isEmpty else { continue }
            let fits = parts.contains { part in
                var inner: [String] = []
                check(value, part, place, depth + 1, &inner)
                return inner.isEmpty
            }
            if !fits { found.append("\(place) fits none of the \(parts.count) forms that it may have") }
        }
        if let types = types(schema), !types.contains(where: { Self.isOf(value, $0) }) {
            found.append("\(place) must be \(types.joined(separator: " or ")), not \(Self.noun(value))")
            return
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(where: { value.isSame(as: $0) }) {
            found.append("\(place) must be one of \(allowed.prefix(10).map { $0.text() }.joined(separator: ", "))")
        }
        if let constant = schema["const"], !value.isSame(as: constant) {
            found.append("\(place) must be \(constant.text().prefix(80))")
        }
        bounds(value, schema, place, &found)
        members(value, schema, place, depth, &found)
        if let items = schema["items"], let elements = value.array {
            for (index, element) in elements.enumerated() {
                check(element, items, "\(place)[\(index)]", depth + 1, &found)
                if found.count >= Self.problemLimit { return }
            }
        }
    }

    private func members(_ value: JSON, _ schema: JSON, _ place: String, _ depth: Int, _ found: inout [String]) {
        guard let members = value.object else { return }
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where value[name] == nil {
            found.append("\(place) lacks '\(name)'")
        }
        let known = schema["properties"]
        for member in members {
            if let own = known?[member.key] {
                check(member.value, own, "\(place).\(member.key)", depth + 1, &found)
            } else if schema["additionalProperties"]?.bool == false {
                found.append("\(place) has '\(member.key.prefix(80))', which it must not have")
            } else if let others = schema["additionalProperties"], others.object != nil {
                check(member.value, others, "\(place).\(member.key.prefix(80))", depth + 1, &found)
            }
        }
    }

    private func bounds(_ value: JSON, _ schema: JSON, _ place: String, _ found: inout [String]) {
        if let number = value.double {
            if let least = schema["minimum"]?.double, number < least {
                found.append("\(place) must be at least \(least)")
            }
            if let most = schema["maximum"]?.double, number > most { found.append("\(place) must be at most \(most)") }
        }
        if let text = value.string {
            let length = text.unicodeScalars.count
            if let least = schema["minLength"]?.int, length < least {
                found.append("\(place) must have at least \(least) characters")
            }
            if let most = schema["maxLength"]?.int, length > most {
                found.append("\(place) must have at most \(most) characters")
            }
        }
        if let elements = value.array {
            if let least = schema["minItems"]?.int, elements.count < least {
                found.append("\(place) must have at least \(least) elements")
            }
            if let most = schema["maxItems"]?.int, elements.count > most {
                found.append("\(place) must have at most \(most) elements")
            }
        }
    }

    private func types(_ schema: JSON) -> [String]? {
        if let one = schema["type"]?.string { return [one] }
        return schema["type"]?.array?.compactMap(\.string)
    }

    private static func isOf(_ value: JSON, _ type: String) -> Bool {
        switch type {
        case "string": value.string != nil
        case "integer": value.int != nil
        case "number": value.double != nil
        case "boolean": value.bool != nil
        case "array": value.array != nil
        case "object": value.object != nil
        case "null": value.isNull
        default: true
        }
    }

    private static func noun(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
