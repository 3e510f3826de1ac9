package import Core
import Criteria
package import Scanning

/// The metric catalogue as people and programs read it: one entry a criterion, in the order of the gates.
package struct CriteriaList {
    private let definitions: [CriterionDefinition]

    /// The criteria of one gate, or of all.
    package init(gate: GateID? = nil) {
        definitions = gate.map { Catalogue.definitions(of: $0) } ?? Catalogue.definitions
    }

    /// A block of lines for each criterion.
    package var text: String {
        definitions.map { definition in
            let each = Self.cells(definition)
            let facts = [
                "\(definition.metric), \(Self.unit(definition.dimension)), \(Self.direction(definition.direction))",
                each.isEmpty ? nil : "judged for each \(each)", definition.basis.rawValue,
            ]
            return """
                \(definition.gate.rawValue).\(definition.path)
                  \(facts.compactMap(\.self).joined(separator: "; "))
                  measured by \(definition.evidence)
                  \(definition.missing)
                """
        }.joined(separator: "\n")
    }

    /// The table of docs/gates.md.
    package var markdown: String {
        let head = [
            "| criterion | metric | unit | direction | cells | kind | measured by | missing or unusable |",
            "|---|---|---|---|---|---|---|---|",
        ]
        return (head + definitions.map(Self.row)).joined(separator: "\n")
    }

    package var json: JSON {
        .array(
            definitions.map { definition in
                .object([
                    .init("criterion", .string("\(definition.gate.rawValue).\(definition.path)")),
                    .init("metric", .string(definition.metric.name)),
                    .init("dimension", .string(definition.dimension.rawValue)),
                    .init("unit", .string(Self.unit(definition.dimension))),
                    .init("direction", .string(Self.direction(definition.direction))),
                    .init("cells", .array(Self.labels(definition).map { .string($0) })),
                    .init("kind", .string(definition.basis.rawValue)),
                    .init("measured_by", .string(definition.evidence)),
                    .init("missing", .string(definition.missing)),
                ])
            }
        )
    }

    private static func row(_ definition: CriterionDefinition) -> String {
        let each = cells(definition)
        let columns = [
            "`\(definition.gate.rawValue).\(definition.path)`", "`\(definition.metric)`", unit(definition.dimension),
            direction(definition.direction), each.isEmpty ? "–" : "each \(each)", definition.basis.rawValue,
            definition.evidence, definition.missing,
        ]
        return "| \(columns.joined(separator: " | ")) |"
    }

    private static func cells(_ definition: CriterionDefinition) -> String {
        labels(definition).joined(separator: " × ")
    }

    /// The labels that make a cell.
    static func labels(_ definition: CriterionDefinition) -> [String] {
        if let source = definition.cellSource { return source.labels }
        let listed = definition.parameters.compactMap { parameter -> String? in
            if case .cells(let label) = parameter.form { label } else { nil }
        }
        return listed + [definition.wildcard].compactMap(\.self)
    }

    private static func direction(_ direction: Direction) -> String {
        switch direction {
        case .atLeast: "at least"
        case .atMost: "at most"
        case .exactly: "holds"
        }
    }

    private static func unit(_ dimension: Dimension) -> String {
        switch dimension {
        case .ratio: "%"
        case .duration: "s"
        case .rate: "rps"
        case .bytes: "B"
        case .bandwidth: "bps"
        case .boolean: "true or false"
        case .count, .cores, .text, .level: dimension.rawValue
        }
    }
}
