import Core
import Criteria
import Testing

@Suite("External dependencies as evidence")
struct DependencyCriteriaTests {
    private let project = Project(
        externalDependencies: [
            ExternalDependency(name: "payments", hosts: ["api.pay.example"]), ExternalDependency(name: "mail"),
        ]
    )

    private func calls(_ metric: String, _ labels: Labels, _ count: Double = 3) -> Report {
        Given.metric(MetricID("external_dependencies.\(metric)"), count, .count, labels: labels)
    }

    private func coverage(_ reports: [Report], declared: Bool = true) throws -> CellVerdict {
        let criterion = try Given.criterion(.integration, "external_dependencies.mock_coverage", "100%")
        return Given.judge(criterion, .integration, reports, project: declared ? project : Project()).cells[0]
    }

    private func fallback(
        _ tests: [TestCase],
        _ others: [Report] = [],
        declared: Bool = true
    ) throws -> CriterionVerdict {
        let criterion = try Given.criterion(.integration, "external_dependencies.fallback_tested", "true")
        let reports = [Given.tests(tests)] + others
        return Given.judge(criterion, .integration, reports, project: declared ? project : Project())
    }

    private func test(_ status: TestCase.Status, _ properties: [String: String]) -> TestCase {
        TestCase(name: "falls back", status: status, properties: properties)
    }

    // MARK: Mock coverage

    @Test("each declared dependency needs a call of its mock, by name or by host")
    func covered() throws {
        let payments = calls("mock_hits", ["host": "API.pay.example"])
        let mail = calls("mock_hits", ["dependency": "mail"])
        let none = calls("mock_hits", ["dependency": "mail"], 0)
        #expect(try coverage([payments, mail]).judgement.verdict == .pass)
        let half = try coverage([payments, none])
        #expect(half.judgement.verdict == .fail)
        #expect(half.judgement.measurements.first?.value == 0.5)
        #expect(half.judgement.measurements.first?.offenders.map(\.name) == ["mail"])
    }

    @Test("without a declared inventory, or without a recorded call, nothing is known")
    func unknown() throws {
        let hits = calls("mock_hits", ["dependency": "mail"])
        let undeclared = try coverage([hits], declared: false)
        #expect(undeclared.judgement.verdict == .notEvaluated)
        #expect(undeclared.judgement.reason?.contains("`external_dependencies`") == true)
        #expect(try coverage([]).judgement.verdict == .notEvaluated)
        let stated = Given.metric("external_dependencies.mock_coverage", 1, .ratio)
        #expect(try coverage([stated]).judgement.verdict == .notEvaluated)
    }

    @Test("a call of the real service fails, however many mocks were called")
    func egress() throws {
        let mocks = [calls("mock_hits", ["dependency": "payments"]), calls("mock_hits", ["dependency": "mail"])]
        let real = try coverage(mocks + [calls("real_egress", ["host": "api.pay.example"], 1)])
        #expect(real.judgement.verdict == .fail)
        #expect(real.judgement.measurements.first?.offenders.first?.detail == "called for real, once")
        #expect(try coverage(mocks + [calls("real_egress", [:], 0)]).judgement.verdict == .pass)
    }

    @Test("a pass says where nothing shows that real calls were refused, and names what is not declared")
    func notes() throws {
        let hits = ["payments", "mail", "maps"].map { calls("mock_hits", ["dependency": $0]) }
        let notes = try #require(try coverage(hits).judgement.measurements.first?.notes)
        #expect(notes.contains("mocked, but not declared: maps"))
        #expect(notes.contains { $0.contains("refused") })
        let watched = try coverage(hits + [calls("real_egress", [:], 0)])
        #expect(watched.judgement.measurements.first?.notes.contains { $0.contains("refused") } == false)
    }

    // MARK: Fallbacks

    @Test(
        "a fallback is tested where a tagged test passed while a fault was injected",
        arguments: [
            (TestCase.Status.passed, ["fallback": "payments", "fault": "timeout"], Verdict.pass),
            (.passed, ["dependency": "payments", "fault_injected": "true"], .pass),
            (.passed, ["fallback": "payments"], .notEvaluated),
            (.passed, ["fallback": "payments", "fault": "none"], .notEvaluated),
            (.passed, ["dependency": "payments"], .notEvaluated),
            (.skipped, ["fallback": "payments", "fault": "timeout"], .notEvaluated),
            (.failed, ["fallback": "payments", "fault": "timeout"], .fail),
            (.failed, ["fallback": "payments"], .fail),
        ]
    )
    func fallbacks(status: TestCase.Status, properties: [String: String], expected: Verdict) throws {
        let verdict = try fallback([test(status, properties)])
        #expect(verdict.cells.map(\.labels) == [["dependency": "payments"], ["dependency": "mail"]])
        #expect(verdict.cells[0].judgement.verdict == expected)
        #expect(verdict.cells[1].judgement.verdict == .notEvaluated)
    }

    @Test("a mock's journal of faults proves what the test's tag alone does not")
    func journal() throws {
        let tagged = test(.passed, ["fallback": "payments"])
        let faults = calls("faults_injected", ["host": "api.pay.example"])
        #expect(try fallback([tagged], [faults]).cells[0].judgement.verdict == .pass)
        let elsewhere = calls("faults_injected", ["dependency": "mail"])
        let verdict = try fallback([tagged], [elsewhere]).cells[0].judgement
        #expect(verdict.verdict == .notEvaluated)
        #expect(verdict.reason?.contains("nothing shows that a fault was injected") == true)
    }

    @Test("without an inventory no fallback counts as tested")
    func noInventory() throws {
        let verdict = try fallback([test(.passed, ["fallback": "payments", "fault": "timeout"])], declared: false)
        #expect(verdict.verdict == .notEvaluated)
    }
}
