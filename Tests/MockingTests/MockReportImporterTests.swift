import Core
import Mocking
import Reports
import Scanning
import Testing

@Suite struct MockReportImporterTests {
    private func report(_ fault: FaultKind? = nil, target: String = "/charge", expected: Int? = nil) -> Report {
        let stub = Stub(
            name: "charge",
            dependency: "payments",
            pattern: RequestPattern(methods: ["GET"], path: PathTemplate("/charge")),
            faults: fault.map { [FaultRule($0)] } ?? [],
            expectation: expected.map { Stub.Expectation(least: $0, most: $0) }
        )
        var engine = MockEngine(MockDefinition(name: "pay", stubs: [stub]))
        let answer = engine.answer(MockRequest(method: "GET", target: target), at: 0, now: 0)
        if let injected = answer.injected { engine.confirm(injected) }
        let bytes = MockReport.json(engine, began: 1, ended: 2).serialized(.pretty)
        return bytes.withUnsafeBytes { ReportReader.read($0, path: "mock.json") }
    }

    private func counts(_ report: Report) -> [String] {
        report.measurements.map { "\($0.metric.name.split(separator: ".")[1]) \($0.labels.text) \(Int($0.value))" }
    }

    @Test("calls and injected faults are measured by dependency")
    func measurements() {
        let read = report(.status(503, retryAfter: nil))
        #expect(read.format == "assay-mock")
        #expect(read.status == .ok)
        #expect(
            counts(read) == [
                "mock_hits dependency=payments 1", "faults_injected dependency=payments, fault=status 1",
            ]
        )
        #expect(read.tests == nil)
    }

    @Test("an expectation is a test, and so is each request that no stub matched")
    func tests() throws {
        #expect(report(expected: 1).tests?.tally.passed == 1)
        let failed = try #require(report(expected: 2).tests)
        #expect(failed.tally.failed == 1)
        #expect(failed.cases.first?.name == "charge is called: 2 times")
        #expect(failed.cases.first?.message == "expected 2 times, called 1")
        let missed = report(target: "/charges")
        #expect(missed.tests?.cases.first?.name == "no stub for GET /charges")
        #expect(missed.tests?.cases.first?.message?.contains("wanted /charge, got /charges") == true)
        #expect(counts(missed).isEmpty)
    }

    @Test("a mock that was never called measures nothing")
    func idle() {
        let json: JSON = ["assay_mock": 1, "name": "x", "requests": ["total": 0], "dependencies": []]
        let read = json.serialized().withUnsafeBytes { ReportReader.read($0, path: "m.json") }
        #expect(read.status == .warning)
        #expect(read.measurements.isEmpty && read.tests == nil)
    }

    @Test(
        "a report of a later version, or without figures, is an error",
        arguments: [#"{"assay_mock": 2}"#, #"{"assay_mock": 1}"#]
    )
    func broken(_ text: String) {
        let read = Array(text.utf8).withUnsafeBytes { ReportReader.read($0, path: "m.json") }
        #expect(read.status == .error)
    }
}
