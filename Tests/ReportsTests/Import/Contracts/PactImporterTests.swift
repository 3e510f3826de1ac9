import Core
import Reports
import Testing

@Suite struct PactImporterTests {
    @Test("interactions, and messages of asynchronous pacts; nothing of it is verified")
    func contract() {
        let text = #"""
            {"consumer": {"name": "web"}, "provider": {"name": "api"},
            "interactions": [{"description": "a request", "request": {"method": "GET"}}], "messages": [{"description": "an event"}]}
            """#
        let report = imported(text)
        #expect(report.format == "pact")
        #expect(
            report.contracts
                == ContractResults(contracts: [
                    .init(consumer: "web", provider: "api", interactions: ["a request", "an event"])
                ])
        )
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                "{}", #"{"consumer": {"name": "a"}, "interactions": []}"#,
                #"{"consumer": {"name": "a"}, "provider": {"name": "b"}}"#,
                #"{"consumer": {"name": "a"}, "provider": {"name": "b"}, "interactions": 3}"#,
            ],
            "pact"
        )
    }
}
