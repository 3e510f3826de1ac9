import Core
import Criteria

/// The JSON Schema (draft 2020-12) of `assay.yaml`, with descriptions, for editors.
package enum ConfigurationSchema {
    /// The schema as text, with a line end.
    package static var json: String {
        var members: [(key: String, value: SchemaValue)] = [
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("title", "Assay configuration"),
            (
                "description",
                "assay.yaml: a pipeline, its steps, and the gates that decide whether a change is good enough."
            ),
        ]
        members += objectMembers(FileFormat.fields)
        members.append(("patternProperties", .object([("^\(FileFormat.extensionPrefix)", .truth(true))])))
        var text = ""
        SchemaValue.object(members).write(to: &text)
        return text + "\n"
    }

    private typealias Members = [(key: String, value: SchemaValue)]

    private static func schema(_ shape: Shape) -> SchemaValue { .object(members(shape)) }

    private static func members(_ shape: Shape) -> Members {
        switch shape {
        case .mapping(let fields): objectMembers(fields)
        case .names(_, let value): [("type", "object"), ("additionalProperties", schema(value))]
        case .list(let item): [("type", "array"), ("items", schema(item))]
        case .oneOrMany(let item): anyOf([schema(item), .object([("type", "array"), ("items", schema(item))])])
        case .ordered(let fields):
            anyOf([
                .object(objectMembers(fields)),
                .object([("type", "array"), ("items", .object(objectMembers(fields) + singleKey))]),
            ])
        case .orderedNames(_, let value):
            anyOf([
                .object([("type", "object"), ("additionalProperties", schema(value))]),
                .object([
                    ("type", "array"),
                    ("items", .object([("type", "object"), ("additionalProperties", schema(value))] + singleKey)),
                ]),
            ])
        case .either(let shapes): anyOf(shapes.map(schema))
        case .anything: []
        default: scalarMembers(shape)
        }
    }

    private static let singleKey: Members = [("minProperties", 1), ("maxProperties", 1)]

    private static func scalarMembers(_ shape: Shape) -> Members {
        switch shape {
        case .command: anyOf([text, .object([("type", "array"), ("items", anyScalar), ("minItems", 1)])])
        case .word(let words): [("enum", .texts(words))]
        case .boolean: [("type", "boolean")]
        case .integer(let range):
            [("type", "integer"), ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound))]
        case .duration(let words):
            words.isEmpty ? duration : anyOf([.object(duration), .object([("enum", .texts(words))])])
        case .quantity(let dimension, let words):
            [("type", .texts(["string", "number"])), ("examples", .texts(examples(dimension) + words))]
        case .phrase(let signature): phrase(signature.dimension)
        case .criterion(let definition): phrase(definition.dimension)
        case .condition: [("type", .texts(["string", "boolean"]))]
        case .day: [("type", "string"), ("format", "date"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
        case .glob, .path: [("type", "string"), ("minLength", 1), ("pattern", "^[^/]")]
        default: [("type", .texts(["string", "number", "boolean"]))]
        }
    }

    private static let text: SchemaValue = .object([("type", "string"), ("minLength", 1)])

    /// A text that YAML may take for a number or a truth value; Assay reads it as written.
    private static let anyScalar: SchemaValue = .object([("type", .texts(["string", "number", "boolean", "null"]))])

    private static let duration: Members = [
        ("type", "string"),
        ("pattern", "^[0-9.]+ ?(ns|us|µs|ms|s|m|h|d|w|min|(second|minute|hour|day|week)s?)$"),
        ("examples", .texts(["30s", "5m", "2 hours"])),
    ]

    private static func phrase(_ dimension: Dimension) -> Members {
        [
            ("type", .texts(["string", "number", "boolean"])),
            ("examples", .texts(examples(dimension))),
        ]
    }

    private static func examples(_ dimension: Dimension) -> [String] {
        switch dimension {
        case .ratio: [">= 80%", "100%"]
        case .duration: ["< 200ms", "p95 < 100ms"]
        case .count: ["< 10", "0"]
        case .rate: [">= 10000"]
        case .boolean: ["true", "verified"]
        case .cores: ["2 cores"]
        case .bytes: ["4GB"]
        case .bandwidth: ["10Gbps"]
        case .text, .level: ["AA"]
        }
    }

    private static func anyOf(_ schemas: [SchemaValue]) -> Members { [("anyOf", .list(schemas))] }

    private static func objectMembers(_ fields: [Field]) -> Members {
        var properties: Members = []
        for field in fields {
            for name in [field.key] + field.aliases {
                var doc = field.doc
                if name != field.key { doc = "The same as \(field.key). " + doc }
                if let feature = field.feature { doc += " (\(feature.message).)" }
                properties.append((name, .object([("description", .text(doc))] + members(field.shape))))
            }
        }
        var members: Members = [
            ("type", "object"), ("properties", .object(properties)), ("additionalProperties", false),
        ]
        // A key that may be written in two ways cannot be demanded in one of them.
        let required = fields.filter { $0.required && $0.aliases.isEmpty }.map(\.key)
        if !required.isEmpty { members.append(("required", .texts(required))) }
        return members
    }
}
