package import Scanning

/// The objects that an OpenAPI document or a JSON Schema describes, and records that fit them.
package struct DocumentSchema {
    private let schemas: [(name: String, schema: JSON)]

    /// nil where the document describes no object.
    package init?(_ document: JSON) {
        let named = document["components"]?["schemas"] ?? document["definitions"] ?? document["$defs"]
        var found = (named?.object ?? []).filter { $0.value["properties"] != nil }.map {
            (name: $0.key, schema: $0.value)
        }
        if document["properties"] != nil {
            found.append((name: document["title"]?.string ?? "documents", schema: document))
        }
        guard !found.isEmpty else { return nil }
        schemas = found
    }

    package func spec(rows: Int) -> SpecText {
        SpecText(
            schemas.map { name, schema in
                let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
                let fields = (schema["properties"]?.object ?? []).compactMap { property -> (String, String)? in
                    field(property.key, property.value, isRequired: required.contains(property.key), of: name).map {
                        (property.key, $0)
                    }
                }
                return SpecText.Table(name: name, rows: rows, fields: fields.map { (name: $0.0, value: $0.1) })
            }
            .filter { !$0.fields.isEmpty },
            remarks: ["Made of the schemas of a document; lists and objects without a name are left out."]
        )
    }

    private func field(_ name: String, _ schema: JSON, isRequired: Bool, of table: String) -> String? {
        let nullable = schema["nullable"]?.bool == true || !isRequired
        if let reference = schema["$ref"]?.string {
            let target = reference.split(separator: "/").last.map(String.init) ?? ""
            // Only what comes before is pointed at, so that there is no circle.
            guard let place = schemas.firstIndex(where: { $0.name == target }),
                let own = schemas.firstIndex(where: { $0.name == table }), place < own,
                let key = key(of: schemas[place].schema)
            else { return nil }
            return "{references: \(target).\(key)\(nullable ? ", nulls: 10%" : "")}"
        }
        guard let kind = kind(name, schema) else { return nil }
        if kind == "sequence" || !nullable { return kind.contains(":") ? "{\(kind)}" : kind }
        return kind.contains(":") ? "{\(kind), nulls: 10%}" : "{kind: \(kind), nulls: 10%}"
    }

    private func key(of schema: JSON) -> String? {
        let properties = schema["properties"]?.object ?? []
        return properties.first { $0.key.lowercased() == "id" }?.key
    }

    private func kind(_ name: String, _ schema: JSON) -> String? {
        let words = (schema["enum"]?.array ?? []).compactMap { $0.string ?? $0.int.map { "\($0)" } }
        if !words.isEmpty { return "one_of: [\(words.map(SpecText.quoted).joined(separator: ", "))]" }
        let type = schema["type"]?.string ?? schema["type"]?.array?.lazy.compactMap(\.string).first { $0 != "null" }
        switch type {
        case "integer":
            if name.lowercased() == "id" { return "sequence" }
            let low = schema["minimum"]?.double ?? 0
            let high = max(low, schema["maximum"]?.double ?? low + 1_000)
            return "number: {uniform: [\(SpecText.number(low, digits: 12)), \(SpecText.number(high, digits: 12))]}"
        case "number":
            let low = schema["minimum"]?.double ?? 0
            let high = max(low, schema["maximum"]?.double ?? low + 1_000)
            return
                "number: {uniform: [\(SpecText.number(low, digits: 9)), \(SpecText.number(high, digits: 9))], decimals: 2}"
        case "boolean": return "boolean: 50%"
        case "string": return text(name, schema)
        default: return nil
        }
    }

    private func text(_ name: String, _ schema: JSON) -> String {
        switch schema["format"]?.string {
        case "uuid": return "uuid"
        case "date": return "time: {from: 2023-01-01, to: 2024-12-31, as: date}"
        case "date-time": return "time: {from: 2023-01-01, to: 2024-12-31}"
        case "email": return "email"
        case "ipv4": return "ipv4"
        case "ipv6": return "ipv6"
        default: break
        }
        if name.lowercased() == "id" { return "uuid" }
        if let kind = FieldGuess.kind(name) { return kind }
        let room = schema["maxLength"]?.int ?? 100
        if room < 16 { return "pattern: \"[a-z]{\(max(1, room, schema["minLength"]?.int ?? 1))}\"" }
        return "word"
    }
}
