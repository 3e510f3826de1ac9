import Core
import Mocking
import Scanning

/// Builds a mock's stubs from a checked file.
struct StubFileBuilder {
    let file: StandaloneFile

    func build(into definition: inout MockDefinition) {
        guard let top = file.top else { return }
        if let header = top["mock"] { self.header(header, into: &definition) }
        let dependency = top["mock"]?["dependency"]?.text
        let first = definition.stubs.count
        var counts: [String: Int] = [:]
        for stub in definition.stubs { counts[stub.name, default: 0] += 1 }
        for reader in top["stubs"]?.items ?? [] {
            guard var stub = stub(reader, hasPreset: definition.preset != nil) else { continue }
            stub.dependency = stub.dependency ?? dependency
            let count = counts[stub.name, default: 0] + 1
            counts[stub.name] = count
            // What nobody has named gets a number; a name that is given twice is a mistake.
            if reader["name"] == nil, count > 1 { stub.name += " #\(count)" }
            definition.stubs.append(stub)
        }
        if definition.stubs.count == first, definition.preset == nil, !file.log.hasErrors {
            file.error("the file has no stub and names no preset", top.node)
        }
    }

    private func header(_ header: Reader, into definition: inout MockDefinition) {
        definition.name = header["name"]?.text ?? header["dependency"]?.text ?? definition.name
        definition.dependency = header["dependency"]?.text ?? definition.dependency
        if let seed = header["seed"]?.integer { definition.seed = UInt64(seed) }
        let models = header["models"]
        guard header["preset"]?.text == "torchserve" else {
            if let models, !file.log.hasErrors { file.error("'models' belong to 'preset: torchserve'", models.node) }
            return
        }
        let listed = (models?.entries ?? []).map { entry in
            TorchServe.Model(
                name: entry.name,
                version: entry.value["version"]?.text ?? "1.0",
                workers: entry.value["workers"]?.integer ?? 1,
                prediction: entry.value["prediction"]?.node.json
            )
        }
        definition.preset = TorchServe(models: (definition.preset?.models ?? []) + listed)
    }

    private func stub(_ reader: Reader, hasPreset: Bool) -> Stub? {
        guard let request = reader["request"], let pattern = pattern(request) else { return nil }
        let method = pattern.methods.isEmpty ? "" : pattern.methods.joined(separator: "|") + " "
        let responses = (reader["response"]?.items ?? []).compactMap(response)
        return Stub(
            name: reader["name"]?.text ?? method + pattern.path.text,
            dependency: reader["dependency"]?.text,
            pattern: pattern,
            responses: reader["response"] == nil && !hasPreset ? [StubResponse()] : responses,
            faults: (reader["faults"]?.items ?? []).compactMap(fault),
            scenario: reader["scenario"].flatMap(scenario),
            priority: reader["priority"]?.integer ?? Stub.usualPriority,
            expectation: reader["expect"].flatMap(expectation),
            location: file.log.location(reader.node.place)
        )
    }

    // MARK: Requests

    private func pattern(_ request: Reader) -> RequestPattern? {
        guard let path = request["path"], let text = path.text else { return nil }
        if let problem = PathTemplate.problem(text) {
            file.error("'\(text)': \(problem)", path.node)
            return nil
        }
        return RequestPattern(
            methods: methods(request["method"]),
            path: PathTemplate(text),
            query: conditions(request["query"]),
            headers: conditions(request["headers"]).map { .init($0.name.lowercased(), $0.matcher) },
            body: request["body"].map(body) ?? []
        )
    }

    private func methods(_ reader: Reader?) -> [String] {
        (reader?.items ?? []).compactMap { item in
            guard let text = item.text else { return nil }
            guard text.utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D })
            else {
                file.error("'\(text)' is no method; write such as GET", item.node)
                return nil
            }
            return text.uppercased()
        }
    }

    private func conditions(_ reader: Reader?) -> [RequestPattern.Condition] {
        (reader?.entries ?? []).flatMap { entry in
            matchers(entry.value).map { RequestPattern.Condition(entry.name, $0) }
        }
    }

    /// The conditions on one text; all must hold.
    private func matchers(_ reader: Reader) -> [TextMatcher] {
        guard reader.isMapping else { return reader.text.map { [.equals($0)] } ?? [] }
        var matchers: [TextMatcher] = []
        if let text = reader["equals"]?.text { matchers.append(.equals(text)) }
        if let text = reader["contains"]?.text { matchers.append(.contains(text)) }
        if let text = reader["begins_with"]?.text { matchers.append(.beginsWith(text)) }
        if let text = reader["ends_with"]?.text { matchers.append(.endsWith(text)) }
        if let text = reader["like"]?.text { matchers.append(.like(text)) }
        if let list = reader["one_of"] { matchers.append(.oneOf(list.texts)) }
        if let isThere = reader["present"]?.boolean { matchers.append(isThere ? .present : .absent) }
        return matchers
    }

    private func body(_ reader: Reader) -> [RequestPattern.BodyCondition] {
        guard reader.isMapping else { return reader.text.map { [.text(.equals($0))] } ?? [] }
        var conditions = matchers(reader).map { RequestPattern.BodyCondition.text($0) }
        if let json = reader["json"] { conditions.append(.includes(json.node.json)) }
        if let json = reader["json_equals"] { conditions.append(.same(json.node.json)) }
        for entry in reader["at"]?.entries ?? [] {
            conditions += matchers(entry.value).map { .at(entry.name, $0) }
        }
        return conditions
    }

    // MARK: Stories and expectations

    private func scenario(_ reader: Reader) -> Stub.Scenario? {
        guard let name = reader["name"]?.text else { return nil }
        return Stub.Scenario(name: name, when: reader["when"]?.text, then: reader["then"]?.text)
    }

    private func expectation(_ reader: Reader) -> Stub.Expectation? {
        let (times, least, most) = (
            reader["times"]?.integer, reader["at_least"]?.integer, reader["at_most"]?.integer
        )
        guard times != nil || least != nil || most != nil else {
            if !file.log.hasErrors { file.error("'expect' says nothing; write such as {times: 2}", reader.node) }
            return nil
        }
        if times != nil, least != nil || most != nil {
            file.error("'times' is exact; leave out 'at_least' and 'at_most'", reader.node)
        } else if let least, let most, least > most {
            file.error("'at_least' is more than 'at_most'", reader.node)
        }
        return Stub.Expectation(least: times ?? least ?? 0, most: times ?? most)
    }
}
