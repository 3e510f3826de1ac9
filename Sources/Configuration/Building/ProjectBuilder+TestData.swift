import Core
import Criteria
import Scanning

extension ProjectBuilder {
    /// How steps get their data; services that a strategy names are noted as references.
    mutating func testData() -> TestDataSettings {
        var settings = TestDataSettings()
        let reader = single("test_data_orchestration")?["strategies"]
        for kind in Kind.allCases {
            guard let own = reader?[FileFormat.kindKey(kind)] else { continue }
            settings.strategies[kind] = strategy(own)
        }
        return settings
    }

    private mutating func strategy(_ reader: Reader) -> DataStrategy {
        var strategy = DataStrategy()
        strategy.approach = reader["approach"]?.text.flatMap(DataStrategy.Approach.init(rawValue:))
        strategy.isolation = reader["isolation"]?.text.flatMap(DataStrategy.Isolation.init(rawValue:))
        strategy.isKept = reader["cleanup"]?.text == "manual"
        strategy.isRestored = reader["state_management"]?.text != nil
        strategy.fixtures = reader["fixtures"]?.texts ?? []
        strategy.seeds = (reader["seed"]?.items ?? []).compactMap(seed)
        strategy.inputs = reader["inputs"]?.texts ?? []
        strategy.specification = reader["spec"]?.text
        strategy.volume = reader["volume"]?.opaqueText
        strategy.distribution = reader["distribution"]?.text.flatMap(DataStrategy.Distribution.init(rawValue:))
        if let service = reader["service"] {
            strategy.service = service.text
            refer(to: [service])
        }
        checkGlob(reader["fixtures"])
        checkGlob(reader["inputs"])
        checkApproach(strategy, reader)
        return strategy
    }

    /// A key that nothing would act on, and an approach that has nothing to act with.
    private func checkApproach(_ strategy: DataStrategy, _ reader: Reader) {
        let folders: Set<DataStrategy.Approach> = [.fixtures, .volumes]
        let approach = strategy.approach
        for (key, isFitting, words) in [
            ("fixtures", approach.map(folders.contains) ?? false, "in_memory_fixtures and docker_volumes"),
            ("spec", approach == .synthetic, "synthetic_generation"),
            ("service", approach == .synthetic, "synthetic_generation"),
            ("volume", approach == .synthetic, "synthetic_generation"),
            ("distribution", approach == .synthetic, "synthetic_generation"),
            ("seed", approach == .seeding || approach == .volumes, "api_seeding and docker_volumes"),
        ] where !isFitting {
            if let node = reader[key]?.node { error("'\(key)' is for the approach \(words)", node) }
        }
        guard let node = reader["approach"]?.node else { return }
        let lack: String?
        switch approach {
        case .synthetic where strategy.specification == nil:
            lack = "nothing is made until 'spec' names a specification (`assay data generate`)"
        case .seeding where strategy.seeds.isEmpty: lack = "nothing is seeded until 'seed' says what"
        default: lack = nil
        }
        if let lack { log.report(.warning, lack, at: node.place, length: node.length) }
    }

    // MARK: Seeds

    private func seed(_ reader: Reader) -> DataSeed? {
        guard let url = reader["url"] else {
            guard let run = reader["run"] else {
                error("a seed has either 'run' or 'url'", reader.node)
                return nil
            }
            for key in ["method", "headers", "json", "body", "save", "expect"] {
                if let node = reader[key]?.node { error("'\(key)' belongs to a request, which has 'url'", node) }
            }
            if let items = run.items { return .arguments(items.compactMap(\.text)) }
            return run.text.map { .script($0) }
        }
        if let node = reader["run"]?.node { error("a seed has either 'run' or 'url', not both", node) }
        var headers: [String: String] = [:]
        for entry in reader["headers"]?.entries ?? [] { headers[entry.name] = entry.value.text }
        var saves: [String: String] = [:]
        for entry in reader["save"]?.entries ?? [] { saves[entry.name] = entry.value.text }
        let items = reader["expect"]?.items?.compactMap(\.integer)
        var request = SeedRequest(
            method: reader["method"]?.text ?? "POST",
            url: url.text ?? "",
            headers: headers,
            body: reader["body"]?.text,
            saves: saves,
            expected: items ?? reader["expect"]?.integer.map { [$0] } ?? []
        )
        if let json = reader["json"] {
            for node in json.node.everyNode { ledger.use(node) }
            if request.body != nil { error("a request has either 'json' or 'body', not both", json.node) }
            request.body = json.node.json.serialized().withText
            request.isJSON = true
        }
        return .request(request)
    }

    // MARK: Privacy

    /// What `data_privacy` asks for, as criteria of the security gate, which a project may ask for itself instead.
    func addPrivacy(to gates: inout [Gate], _ settings: TestDataSettings) {
        guard let reader = single("test_data_orchestration")?["data_privacy"] else { return }
        let data = reader["test_data"]?.texts ?? []
        checkGlob(reader["test_data"])
        var criteria: [Criterion] = []
        for key in ["production_data", "pii_handling", "data_masking"] {
            guard let value = reader[key], let word = value.text else { continue }
            let place = log.location(value.node.place)
            let covers = settings.fixtures.filter { !data.contains($0) } + data
            if let criterion = Catalogue.privacy(key, word, covers: covers, location: place) {
                criteria.append(criterion)
            }
        }
        guard !criteria.isEmpty else { return }
        guard let place = gates.firstIndex(where: { $0.id == .security }) else {
            return gates.append(Gate(id: .security, criteria: criteria, location: log.location(reader.node.place)))
        }
        let known = Set(gates[place].criteria.map(\.path))
        gates[place].criteria += criteria.filter { !known.contains($0.path) }
    }
}

extension Reader {
    /// The text of a value that was checked and not read: `10M_records`.
    fileprivate var opaqueText: String? {
        guard case .scalar(let text, _) = node.content else { return nil }
        ledger.use(node)
        return text
    }
}

extension [UInt8] {
    fileprivate var withText: String { String(decoding: self, as: UTF8.self) }
}
