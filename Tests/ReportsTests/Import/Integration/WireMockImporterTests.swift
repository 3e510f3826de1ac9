import Core
import Reports
import Testing

@Suite struct WireMockImporterTests {
    private func journal(_ events: [String], total: Int? = nil, disabled: Bool = false) -> Report {
        let meta = #""meta": {"total": \#(total ?? events.count)}"#
        return imported(
            #"{"requests": [\#(events.joined(separator: ","))], \#(meta), "requestJournalDisabled": \#(disabled)}"#
        )
    }

    private func event(
        _ url: String,
        _ answer: String = #""status": 200"#,
        matched: Bool = true,
        stub: String = "{}"
    ) -> String {
        #"{"request": {"absoluteUrl": "\#(url)", "method": "GET"}, "responseDefinition": {\#(answer)},"#
            + #" "wasMatched": \#(matched), "stubMapping": \#(stub)}"#
    }

    private func counts(_ report: Report) -> [String] {
        report.measurements.map { "\($0.metric.name.split(separator: ".")[1]) \($0.labels.text) \(Int($0.value))" }
    }

    @Test("calls are counted by host; the stub's metadata names the dependency where it does")
    func hits() {
        let report = journal([
            event("https://api.pay.example:8443/v1?x=a://b"), event("https://api.pay.example/v2"),
            event("http://localhost:8080/mail", stub: #"{"metadata": {"dependency": "mail"}}"#),
            event("http://[::1]:80/", matched: true),
        ])
        #expect(report.format == "wiremock-journal")
        #expect(report.status == .ok)
        #expect(
            counts(report) == [
                "mock_hits dependency=mail 1", "mock_hits host=::1 1", "mock_hits host=api.pay.example 2",
            ]
        )
    }

    @Test(
        "a broken connection, a server error and a late answer are injected faults",
        arguments: [
            (#""fault": "CONNECTION_RESET_BY_PEER""#, true), (#""status": 503"#, true), (#""status": 404"#, false),
            (#""status": 200, "fixedDelayMilliseconds": 1000"#, true),
            (#""status": 200, "fixedDelayMilliseconds": 40"#, false),
        ]
    )
    func faults(_ answer: String, _ isFault: Bool) {
        let counts = counts(journal([event("http://pay/", answer)]))
        #expect(counts.contains("faults_injected host=pay 1") == isFault)
        #expect(counts.contains("mock_hits host=pay 1"))
    }

    @Test("a stub that passes requests on calls the real service")
    func proxied() {
        let report = journal([event("http://localhost/", #""proxyBaseUrl": "https://api.real.example""#)])
        #expect(counts(report) == ["real_egress host=api.real.example 1"])
    }

    @Test("requests that no stub matched are no calls of a mock; a shortened list is a warning")
    func unmatched() {
        let report = journal([event("http://pay/", #""status": 404"#, matched: false)], total: 9)
        #expect(report.measurements.isEmpty)
        #expect(report.notes == ["1 requests matched no stub, and are no calls of a mock"])
        #expect(report.warnings == ["the journal holds 9 requests and 1 are listed; what is listed counts"])
    }

    @Test("a journal that was switched off is an error, not a list of no calls")
    func disabled() {
        #expect(journal([], disabled: true).status == .error)
    }

    @Test("a cut journal is an error")
    func cut() {
        #expect(imported(#"{"requestJournalDisabled": false, "requests": [{"wasMatched": true}"#).status == .error)
    }
}
