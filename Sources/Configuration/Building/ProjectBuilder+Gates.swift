import Core
import Criteria

extension ProjectBuilder {
    mutating func gates() -> [Gate] {
        GateID.allCases.compactMap { id in
            guard let entry = top[id.rawValue]?.first, entry.value.isMapping else { return nil }
            return gate(id, entry)
        }
    }

    private mutating func gate(_ id: GateID, _ entry: Reader.Entry) -> Gate {
        let reader = entry.value
        let enforcement = reader["enforcement"]
        var gate = Gate(
            id: id,
            blocking: enforcement?["blocking"]?.boolean ?? true,
            bypassAllowed: enforcement?["bypass_allowed"]?.boolean ?? false,
            licensePolicy: reader["license_policy"].map { licensePolicy($0) },
            location: log.location(entry.key.place),
            purpose: reader["description"]?.text
        )
        var qualifiers = qualifiers(reader, inherited: Qualifiers())
        qualifiers.newlyDisclosed = reader["newly_disclosed"]?.text.flatMap(DisclosurePolicy.init)
        var hasInvalidCriteria = false
        if let criteria = reader["criteria"] {
            hasInvalidCriteria = !criteria.isMapping
            gate.criteria += group(criteria, id, path: "", qualifiers)
        }
        for key in FileFormat.besideCriteria.sorted() {
            guard let beside = reader[key] else { continue }
            gate.criteria +=
                beside.isMapping ? group(beside, id, path: key, qualifiers) : matrix(beside, id, key, qualifiers)
        }
        if gate.criteria.isEmpty, !log.hasErrors, !hasInvalidCriteria {
            error("'\(id.rawValue)' has no criteria; a gate that measures nothing must not pass", entry.key)
        }
        return gate
    }

    /// The criteria below one key, with the parameters and qualifiers that stand beside them.
    private mutating func group(
        _ reader: Reader,
        _ id: GateID,
        path: String,
        _ inherited: Qualifiers
    ) -> [Criterion] {
        var criteria: [Criterion] = []
        var pending: [(entry: Reader.Entry, definition: CriterionDefinition, path: String)] = []
        var parameters: [String: Reader.Entry] = [:]
        var groups: [(Reader, String)] = []
        var own = inherited
        for entry in reader.entries {
            let path = path.isEmpty ? entry.name : "\(path).\(entry.name)"
            if let definition = Catalogue.definition(of: id, path: path) {
                pending.append((entry, definition, path))
            } else if isQualifier(entry.name, id, path) {
                own = qualifiers(reader, inherited: inherited)
            } else if entry.value.isMapping {
                groups.append((entry.value, path))
                if entry.name.contains(".") { nameHasDot(entry) }
            } else if entry.value.text != nil, entry.name.contains(".") {
                nameHasDot(entry)
            } else {
                parameters[entry.name] = entry
            }
        }
        var used: Set<String> = []
        for (entry, definition, path) in pending {
            used.formUnion(definition.parameters.map(\.key))
            if let made = criterion(entry, definition, path: path, parameters, own) { criteria.append(made) }
        }
        for (name, entry) in parameters.sorted(by: { $0.key < $1.key }) where !used.contains(name) {
            guard Self.isParameter(name, of: id) else { continue }
            error("'\(name)' belongs to a criterion that is not written beside it", entry.key)
        }
        for (reader, path) in groups { criteria += group(reader, id, path: path, own) }
        return criteria
    }

    private static func isParameter(_ name: String, of gate: GateID) -> Bool {
        Catalogue.definitions(of: gate).contains { $0.parameters.contains { $0.key == name } }
    }

    private func nameHasDot(_ entry: Reader.Entry) {
        error("'\(entry.name)' contains a '.', which no name in a gate may", entry.key)
    }

    private mutating func criterion(
        _ entry: Reader.Entry,
        _ definition: CriterionDefinition,
        path: String,
        _ parameters: [String: Reader.Entry],
        _ qualifiers: Qualifiers
    ) -> Criterion? {
        var lists: [String: [String]] = [:]
        var words: [String: String] = [:]
        for parameter in definition.parameters {
            guard let entry = parameters[parameter.key] else { continue }
            switch parameter.form {
            case .cells: lists[parameter.key] = cells(entry)
            case .word: words[parameter.key] = entry.value.text
            case .phrase(let signature): words[parameter.key] = phrase(entry.value, signature)
            case .duration: words[parameter.key] = positive(entry.value, parameter.key).map(Self.seconds)
            }
        }
        if definition.gate == .coverage, definition.path == "critical_paths.threshold" {
            for item in parameters["paths"]?.value.items ?? [] {
                guard let name = item.text else { continue }
                references.append(Reference(target: .criticalPath, name: name, node: item.node))
            }
        }
        if definition.metric == .worsening { compared(parameters["metrics"]?.value) }
        if definition.wildcard == "component" {
            references.append(Reference(target: .gatedComponent, name: entry.name, node: entry.key))
        }
        var qualifiers = qualifiers
        mustSay(entry.value["not_applicable"], "not_applicable")
        qualifiers.notApplicable = entry.value["not_applicable"]?.text
        let written = entry.value.text
        guard written != nil || qualifiers.notApplicable != nil, isBounded(lists.values.map(\.count), entry.key) else {
            return nil
        }
        do {
            return try Catalogue.criterion(
                definition,
                path: path,
                written: written,
                lists: lists,
                words: words,
                qualifiers: qualifiers,
                location: log.location(entry.value.node.place)
            )
        } catch {
            report(error, in: entry.value.node)
            return nil
        }
    }

    /// A parameter that is a criterion of its own, as a person wrote it.
    private func phrase(_ reader: Reader, _ signature: MetricSignature) -> String? {
        guard let text = reader.text else { return nil }
        do {
            _ = try Phrase.parse(text, for: signature, asCriterion: true)
            return text
        } catch {
            report(error, in: reader.node)
            return nil
        }
    }

    private static func seconds(_ duration: Duration) -> String { String(duration.components.seconds) }

    /// The values of a parameter that makes cells; none, or one of them twice, would be a cell too few.
    private func cells(_ entry: Reader.Entry) -> [String] {
        var values: [String] = []
        var seen: Set<String> = []
        for item in entry.value.items ?? [] {
            guard let text = item.text else { continue }
            if !seen.insert(text).inserted { error("'\(text)' is listed twice", item.node) }
            values.append(text)
        }
        if entry.value.items?.isEmpty ?? false { error("'\(entry.name)' is empty", entry.key) }
        return values
    }

    /// Every cell is judged on its own; a product of long lists would be more than anyone can read, or the machine hold.
    private func isBounded(_ counts: [Int], _ node: YAMLNode) -> Bool {
        var cells = 1
        for count in counts {
            let (product, overflow) = cells.multipliedReportingOverflow(by: count)
            cells = overflow ? Int.max : product
        }
        if cells > Limits.cells { error("more than \(Limits.cells) cells", node) }
        return cells <= Limits.cells
    }

    /// The validation matrix: one cell for each caller, callee and scenario.
    private func matrix(_ reader: Reader, _ id: GateID, _ key: String, _ qualifiers: Qualifiers) -> [Criterion] {
        guard let definition = Catalogue.definition(of: id, path: key), let rows = reader.items else { return [] }
        var cells: [Labels] = []
        var seen: Set<Labels> = []
        for row in rows {
            guard let from = row["from"]?.text else { continue }
            let (targets, tests) = (row["to"]?.texts ?? [], row["tests"]?.texts ?? [])
            if targets.isEmpty || tests.isEmpty, !log.hasErrors { error("a row of the matrix has no cell", row.node) }
            guard isBounded([targets.count, tests.count], row.node), cells.count <= Limits.cells else { continue }
            for to in targets {
                for test in tests {
                    let cell = ["from": from, "to": to, "scenario": test]
                    if !seen.insert(cell).inserted { error("\(from) → \(to), \(test) is listed twice", row.node) }
                    cells.append(cell)
                }
            }
        }
        guard isBounded([cells.count], reader.node), !cells.isEmpty else {
            if !log.hasErrors { error("'\(key)' is empty", reader.node) }
            return []
        }
        do {
            let place = log.location(reader.node.place)
            return [
                try Catalogue.criterion(
                    definition,
                    path: key,
                    written: nil,
                    matrix: cells,
                    qualifiers: qualifiers,
                    location: place
                )
            ]
        } catch {
            report(error, in: reader.node)
            return []
        }
    }

    private func report(_ problem: CriteriaError, in node: YAMLNode) {
        let place = ScalarPosition.place(of: problem.column, in: node, log.files[node.place.file])
        log.error(problem.message, at: place, length: problem.length, suggestion: problem.suggestion)
    }
}
