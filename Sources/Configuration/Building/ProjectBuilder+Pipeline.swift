import Core
import Criteria

extension ProjectBuilder {
    /// Steps that Assay carries out itself; they need no entry in the catalogue and may have none.
    static let builtInSteps: [(name: String, gates: Step.GateSelection)] = [
        ("coverage-validation", .gate(.coverage)),
        ("performance-validation", .gate(.performance)),
        ("security-validation", .gate(.security)),
        ("final-approval", .all),
    ]

    mutating func pipeline() -> Pipeline {
        var pipeline = Pipeline()
        for entry in named("steps") {
            if Self.builtInSteps.contains(where: { $0.name == entry.name }) {
                error("step '\(entry.name)' is built in; give yours another name", entry.key)
            }
            pipeline.steps[entry.name] = step(entry)
        }
        guard let stages = single("pipeline")?["stages"] else { return pipeline }
        let items = stages.items ?? []
        if items.isEmpty, stages.items != nil { error("'stages' is empty", stages.node) }
        var names: [String: YAMLNode] = [:]
        var stepStages: [String: String] = [:]
        for item in items {
            guard let stage = stage(item, names: &names, stepStages: &stepStages) else { continue }
            pipeline.stages.append(stage)
        }
        for (name, gates) in Self.builtInSteps where pipeline.steps[name] == nil && stepStages[name] != nil {
            pipeline.steps[name] = Step(name: name, action: .evaluate(gates), kind: .quality)
        }
        return pipeline
    }

    private mutating func stage(
        _ reader: Reader,
        names: inout [String: YAMLNode],
        stepStages: inout [String: String]
    ) -> Stage? {
        guard reader.isMapping else { return nil }
        let nameReader = reader["name"]
        let name = nameReader?.text
        if let name, let node = nameReader?.node {
            if let first = names[name] {
                error("stage '\(name)' is written twice; first at \(log.location(first.place))", node)
            }
            names[name] = names[name] ?? node
        }
        let items = reader["steps"]?.items
        if let items, items.isEmpty, let node = reader["steps"]?.node {
            error("stage '\(name ?? "")' has no steps", node)
        }
        var steps: [String] = []
        for item in items ?? [] {
            guard let step = item.text else { continue }
            if let other = stepStages[step] {
                let place = other == name ? "twice in stage '\(other)'" : "in stage '\(other)' too"
                error("step '\(step)' stands \(place); a step runs once", item.node)
            } else {
                stepStages[step] = name ?? ""
                references.append(Reference(target: .step, name: step, node: item.node))
                steps.append(step)
            }
        }
        _ = reader["description"]?.text
        return Stage(
            name: name ?? "",
            steps: steps,
            parallel: reader["parallel"]?.boolean ?? false,
            dependencies: dependencies(reader["depends_on"]),
            condition: reader["conditional"]?.condition,
            location: log.location((nameReader?.node ?? reader.node).place)
        )
    }

    private mutating func dependencies(_ reader: Reader?) -> Stage.Dependencies {
        guard let items = reader?.items else { return .previous }
        let named = items.compactMap { item in item.text.map { (name: $0, node: item.node) } }
        if let all = named.first(where: { $0.name == "ALL" }) {
            if named.count > 1 { error("'ALL' stands alone: it is every other stage", all.node) }
            return .all
        }
        var seen: Set<String> = []
        for (name, node) in named {
            if !seen.insert(name).inserted { error("'\(name)' is listed twice", node) }
            references.append(Reference(target: .stage, name: name, node: node))
        }
        return .named(named.map(\.name))
    }
}
