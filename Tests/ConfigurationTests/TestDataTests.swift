import Configuration
import Core
import Testing

@Suite("test_data_orchestration")
struct TestDataTests {
    private func strategies(_ text: String) -> ConfigurationLoader.Loaded {
        load("test_data_orchestration:\n  strategies:\n    e2e_tests: \(text)\n", partial: true)
    }

    @Test("seeds are commands and requests in their order, with what an answer is kept for")
    func seeds() throws {
        let loaded = strategies(
            """
            {approach: api_seeding, seed: [{run: [psql, -f, a.sql]}, {run: make seed}, \
            {url: "{services.api.url}/users", json: {name: Ada, age: 36}, save: {user: items.0.id}, expect: [200, 201]}]}
            """
        )
        #expect(loaded.diagnostics == [])
        let strategy = try #require(loaded.project?.testData.strategies[.e2e])
        #expect(strategy.approach == .seeding)
        let request = SeedRequest(
            method: "POST",
            url: "{services.api.url}/users",
            body: #"{"name":"Ada","age":36}"#,
            isJSON: true,
            saves: ["user": "items.0.id"],
            expected: [200, 201]
        )
        #expect(strategy.seeds == [.arguments(["psql", "-f", "a.sql"]), .script("make seed"), .request(request)])
    }

    @Test(
        "what nothing would act on is an error",
        arguments: [
            ("{approach: in_memory_fixtures, spec: a.yaml}", "'spec' is for the approach synthetic_generation"),
            ("{approach: api_seeding, fixtures: a.csv}", "'fixtures' is for the approach in_memory_fixtures"),
            ("{approach: api_seeding, seed: [{method: PUT}]}", "a seed has either 'run' or 'url'"),
            ("{approach: api_seeding, seed: [{run: x, url: y}]}", "a seed has either 'run' or 'url', not both"),
            ("{approach: api_seeding, seed: [{run: x, json: {}}]}", "'json' belongs to a request"),
            ("{approach: api_seeding, seed: [{url: y, json: {}, body: a}]}", "either 'json' or 'body'"),
        ]
    )
    func mistakes(text: String, words: String) {
        let errors = strategies(text).lines(.error)
        #expect(errors.count == 1 && errors[0].contains(words), "\(errors)")
    }

    @Test("an approach without what it works with is a warning, as nothing comes of it")
    func idle() {
        for text in ["{approach: api_seeding}", "{approach: synthetic_generation, volume: 10M_records}"] {
            let loaded = strategies(text)
            #expect(loaded.lines(.error) == [])
            #expect(loaded.lines(.warning).count == 1, "\(text)")
        }
    }

    @Test("data_privacy is criteria of the security gate, beside those that it has")
    func privacy() throws {
        let block = """
            test_data_orchestration:
              strategies:
                unit_tests: {approach: in_memory_fixtures, fixtures: "tests/data/**"}
              data_privacy: {production_data: never_in_tests, pii_handling: synthetic_only, data_masking: enabled, test_data: "dumps/**"}
            """
        let alone = try #require(load(block, partial: true).project?.gates)
        #expect(alone.map(\.id) == [.security])
        let paths = ["production_data", "pii_handling", "data_masking"].map { "data_privacy.\($0)" }
        #expect(alone[0].criteria.map(\.path) == paths)
        #expect(alone[0].criteria.map(\.written) == ["never_in_tests", "synthetic_only", "enabled"])
        #expect(alone[0].criteria[0].parameters["covers"] == "tests/data/**\ndumps/**")
        let own = "security_gate:\n  criteria:\n    data_privacy: {pii_handling: 0}\n" + block
        let both = try #require(load(own, partial: true).project?.gates)
        #expect(both[0].criteria.map(\.path) == [paths[1], paths[0], paths[2]])
        #expect(both[0].criteria[0].written == "0")
    }

    @Test("masking that is disabled asks for nothing")
    func disabled() {
        let text = "test_data_orchestration: {data_privacy: {data_masking: disabled}}"
        #expect(load(text, partial: true).project?.gates == [])
    }
}
