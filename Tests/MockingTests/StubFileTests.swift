import Configuration
import Core
import Mocking
import Scanning
import Testing

@Suite struct StubFileTests {
    private func load(_ text: String) -> StubFiles.Loaded {
        StubFiles.load([(name: "m.yaml", bytes: Array(text.utf8))])
    }

    private func complaints(_ text: String) -> [String] {
        load(text).diagnostics.map { "\($0.location.line):\($0.location.column) \($0.message)" }
    }

    @Test("a stub file becomes stubs: matchers, answers, faults, story, expectation")
    func whole() throws {
        let loaded = load(
            """
            mock: {name: payments, dependency: payments, seed: 7}
            stubs:
              - name: charge
                request:
                  method: POST
                  path: /v1/charges/{id}
                  query: {expand: "true"}
                  headers: {Authorization: {like: "Bearer *"}}
                  body: {json: {amount: 5}, at: {card.brand: {one_of: [visa, amex]}}}
                response:
                  - {status: 201, json: {id: "{{request.path.id}}", paid: true}}
                  - {status: 402, body: declined, delay: {uniform: [1ms, 2ms]}}
                faults:
                  - {reset: true, first: 1}
                  - {latency: 20ms, probability: 10%}
                scenario: {name: order, when: started, then: paid}
                priority: 2
                expect: {times: 2}
            """
        )
        #expect(loaded.diagnostics.isEmpty)
        let definition = try #require(loaded.definition)
        #expect(definition.seed == 7)
        let stub = try #require(definition.stubs.first)
        #expect(stub.dependency == "payments")
        #expect(stub.pattern.methods == ["POST"])
        #expect(stub.pattern.headers == [.init("authorization", .like("Bearer *"))])
        #expect(stub.pattern.body == [.includes(["amount": 5]), .at("card.brand", .oneOf(["visa", "amex"]))])
        #expect(stub.responses.map(\.status) == [201, 402])
        #expect(stub.responses[1].delay == .uniform(0.001...0.002))
        #expect(stub.faults == [FaultRule(.reset, first: 1), FaultRule(.latency(.fixed(0.02)), probability: 0.1)])
        #expect(stub.scenario == Stub.Scenario(name: "order", when: "started", then: "paid"))
        #expect(stub.expectation == Stub.Expectation(least: 2, most: 2))
        #expect(stub.location.line == 3)
    }

    @Test(
        "mistakes are told with their place",
        arguments: [
            ("stubs:\n  - request: {path: /a, methd: GET}\n", "2:25 unknown key 'methd'"),
            ("stubs:\n  - request: {path: a}\n", "2:21 'a': a path begins with '/'"),
            (
                "stubs:\n  - request: {path: '/a/x{id}'}\n",
                "2:21 '/a/x{id}': 'x{id}': a parameter is a whole segment, such as {id}"
            ),
            (
                "stubs:\n  - request: {path: /a}\n    faults: {first: 2}\n",
                "3:13 a fault is one of latency, status, reset"
            ),
            (
                "stubs:\n  - request: {path: /a}\n    faults: {reset: true, probability: 120%}\n",
                "3:40 'probability' is between 0% and 100%"
            ),
            ("stubs:\n  - request: {path: /a}\n    response: {body: 'x {{y}}'}\n", "3:22 '{{y}}' is no value"),
            ("stubs:\n  - request: {path: /a}\n    expect: {times: 1, at_least: 1}\n", "3:13 'times' is exact"),
            (
                "stubs:\n  - request: {path: '/a/{x}'}\n  - request: {path: '/a/{y}'}\n",
                "3:5 '/a/{y}' matches the same requests as the stub at m.yaml:2:5"
            ),
            (
                "stubs:\n  - {name: a, request: {path: /a}}\n  - {name: a, request: {path: /b}}\n",
                "3:5 a stub named 'a' is there already, at m.yaml:2:5"
            ),
            ("mock: {name: x}\n", "1:1 the file has no stub and names no preset"),
            ("", "1:1 the file is empty; start with 'stubs:'"),
            (
                "stubs:\n  - request: {path: /a}\n    response: {body: a, json: {}}\n",
                "3:15 one of 'body', 'json' is enough"
            ),
        ]
    )
    func mistakes(_ text: String, _ wanted: String) {
        let found = complaints(text)
        #expect(found.contains { $0.hasPrefix(wanted) }, "\(found)")
        #expect(load(text).definition == nil)
    }

    @Test("thousands of stubs are read")
    func many() throws {
        let stubs = (0..<2_000).map { "  - {request: {path: /items/\($0)}, response: {json: {id: \($0)}}}\n" }.joined()
        let definition = try #require(load("stubs:\n" + stubs).definition)
        #expect(definition.stubs.count == 2_000)
    }
}
