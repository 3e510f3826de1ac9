import Core
import Mocking
import Scanning
import Testing

@Suite struct MockEngineTests {
    private func stub(
        _ name: String,
        _ path: String,
        method: String = "GET",
        status: Int = 200,
        query: [RequestPattern.Condition] = [],
        body: [RequestPattern.BodyCondition] = [],
        faults: [FaultRule] = [],
        scenario: Stub.Scenario? = nil,
        expect: Stub.Expectation? = nil
    ) -> Stub {
        let pattern = RequestPattern(methods: [method], path: PathTemplate(path), query: query, body: body)
        return Stub(
            name: name,
            dependency: "payments",
            pattern: pattern,
            responses: [StubResponse(status: status, body: .text(Template(literal: name)))],
            faults: faults,
            scenario: scenario,
            expectation: expect
        )
    }

    private func ask(
        _ engine: inout MockEngine,
        _ target: String,
        method: String = "GET",
        namespace: String = "",
        body: String = ""
    ) -> MockAnswer {
        let request = MockRequest(method: method, target: target, body: Array(body.utf8))
        return engine.answer(request, namespace: namespace, at: 1, now: 1_700_000_000)
    }

    private func status(_ engine: inout MockEngine, _ target: String, namespace: String = "") -> Int {
        ask(&engine, target, namespace: namespace).status
    }

    private func text(_ answer: MockAnswer) -> String { String(decoding: answer.body, as: UTF8.self) }

    @Test(
        "the stub that says more answers: a literal before a parameter, a parameter before the rest, a condition before none"
    )
    func order() {
        var engine = MockEngine(
            MockDefinition(stubs: [
                stub("rest", "/items/**"), stub("any", "/items/{id}"), stub("seven", "/items/7"),
                stub("paged", "/items/7", query: [.init("page", .equals("2"))]),
            ])
        )
        let asked = ["/items", "/items/a/b", "/items/3", "/items/7", "/items/7?page=1", "/items/7?page=2"]
        let answers = asked.map { text(ask(&engine, $0)) }
        #expect(answers == ["rest", "rest", "any", "seven", "seven", "paged"])
        #expect(engine.counters.ambiguous == 0)
    }

    @Test("two stubs that match equally are answered by the first, and counted")
    func ties() {
        var engine = MockEngine(
            MockDefinition(stubs: [
                stub("a", "/x", query: [.init("a", .present)]), stub("b", "/x", query: [.init("b", .present)]),
            ])
        )
        let tied = ask(&engine, "/x?b=1&a=1")
        #expect(text(tied) == "a")
        #expect(engine.counters.ambiguous == 1)
    }

    @Test("a request that nobody knows gets 501 with the closest stub and what differs")
    func closest() throws {
        var engine = MockEngine(
            MockDefinition(stubs: [stub("charge", "/v1/charges", method: "POST"), stub("refund", "/v1/refunds")])
        )
        let answer = ask(&engine, "/v1/charge", method: "POST")
        #expect(answer.status == 501)
        let json = try JSON(parsing: answer.body)
        #expect(json["closest"]?["stub"] == "charge")
        #expect(json["closest"]?["differences"] == ["path: wanted /v1/charges, got /v1/charge"])
        _ = ask(&engine, "/v1/charge", method: "POST")
        #expect(engine.counters.unmatched == 2)
        #expect(engine.counters.misses.map(\.count) == [2])
    }

    @Test("stories, calls and faults of namespaces do not touch each other")
    func namespaces() {
        var engine = MockEngine(
            MockDefinition(stubs: [
                stub("pay", "/order", method: "POST", status: 201, scenario: .init(name: "order", then: "paid")),
                stub("new", "/order", status: 404, scenario: .init(name: "order", when: "started")),
                stub("paid", "/order", scenario: .init(name: "order", when: "paid")),
                stub("flaky", "/flaky", faults: [FaultRule(.status(503, retryAfter: nil), first: 1)]),
            ])
        )
        _ = ask(&engine, "/order", method: "POST", namespace: "a")
        let status1 = status(&engine, "/order", namespace: "a")
        #expect(status1 == 200)
        let status2 = status(&engine, "/order", namespace: "b")
        #expect(status2 == 404)
        let statuses = ["a", "a", "b"].map { ask(&engine, "/flaky", namespace: $0).status }
        #expect(statuses == [503, 200, 503])
    }

    @Test("a fault counts once it is confirmed, and not before")
    func confirmation() throws {
        var engine = MockEngine(MockDefinition(stubs: [stub("x", "/x", faults: [FaultRule(.reset)])]))
        let answer = ask(&engine, "/x")
        #expect(answer.ending == .reset)
        #expect(engine.counters.dependencies["payments"]?.faults == [:])
        engine.confirm(try #require(answer.injected))
        #expect(engine.counters.dependencies["payments"]?.faults == ["reset": 1])
    }

    @Test("a fault that is switched on meets its stub until it is switched off, also in namespaces that come later")
    func switched() {
        var engine = MockEngine(MockDefinition(stubs: [stub("x", "/x"), stub("y", "/y")]))
        let fault = SwitchedFault(stub: "x", rule: FaultRule(.status(500, retryAfter: nil)))
        let isOn = engine.switchOn(fault)
        #expect(isOn)
        let isStrange = !engine.switchOn(SwitchedFault(stub: "z", rule: FaultRule(.reset)))
        #expect(isStrange)
        let status3 = status(&engine, "/x", namespace: "new")
        #expect(status3 == 500)
        let status4 = status(&engine, "/y", namespace: "new")
        #expect(status4 == 200)
        engine.switchOff(namespace: nil)
        let status5 = status(&engine, "/x", namespace: "new")
        #expect(status5 == 200)
    }

    @Test("expectations hold for the number of calls that they say")
    func expectations() {
        var engine = MockEngine(
            MockDefinition(stubs: [
                stub("twice", "/a", expect: .init(least: 2, most: 2)),
                stub("never", "/b", expect: .init(least: 0, most: 0)),
            ])
        )
        _ = ask(&engine, "/a")
        _ = ask(&engine, "/b")
        #expect(engine.verification().map(\.isMet) == [false, false])
        #expect(engine.verification().map(\.words) == ["expected 2 times, called 1", "expected never, called 1"])
        _ = ask(&engine, "/a")
        #expect(engine.verification().map(\.isMet) == [true, false])
    }

    @Test("the journal keeps the last requests, the counts are of all")
    func journal() {
        var engine = MockEngine(MockDefinition(stubs: [stub("x", "/x")]), journal: 3)
        for _ in 0..<10 { _ = ask(&engine, "/x") }
        #expect(engine.journal.map(\.number) == [8, 9, 10])
        #expect(engine.counters.requests == 10)
    }

    @Test("among ten thousand stubs of one path a request asks few: by query, header and body")
    func crowd() {
        let byQuery = (0..<5_000).map { stub("q\($0)", "/x", query: [.init("id", .equals("\($0)"))]) }
        let byBody = (0..<5_000).map { number in
            stub("b\(number)", "/x", method: "POST", body: [.includes(["order": ["id": JSON(number)]])])
        }
        let stubs = byQuery + byBody
        let index = StubIndex(stubs)
        let request = MockRequest(method: "GET", target: "/x?id=77")
        #expect(index.candidates(request, request.segments, nil).map { stubs[$0].name } == ["q77"])
        let json: JSON = ["order": ["id": 4_321, "sku": "A"]]
        let post = MockRequest(method: "POST", path: "/x", body: json.serialized())
        #expect(index.candidates(post, post.segments, json).map { stubs[$0].name } == ["b4321"])
        var engine = MockEngine(MockDefinition(stubs: stubs))
        let answer = ask(&engine, "/x", method: "POST", body: #"{"order": {"id": 12.0}}"#)
        #expect(text(answer) == "b12")
    }
}
