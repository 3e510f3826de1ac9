import Core
import Criteria
import Testing

@Suite("Contracts as evidence")
struct ContractCriteriaTests {
    private func judged(_ reports: [Report], phrase: String = "100%") throws -> Judgement {
        Given.judge(try Given.criterion(.integration, "api_contracts.validation", phrase), .integration, reports)
            .cells[0].judgement
    }

    private func pact(_ consumer: String, _ provider: String) -> Report {
        var report = Report(path: "\(consumer).json", format: "pact")
        report.contracts = ContractResults(contracts: [.init(consumer: consumer, provider: provider)])
        return report
    }

    private func verification(
        _ consumer: String?,
        _ provider: String?,
        _ verified: Bool?,
        _ interactions: [ContractResults.Interaction] = [],
        labels: Labels = [:]
    ) -> Report {
        var report = Report(path: "verification.json", format: "pact-verification")
        report.labels = labels
        report.contracts = ContractResults(verifications: [
            .init(consumer: consumer, provider: provider, verified: verified, interactions: interactions)
        ])
        return report
    }

    @Test("a verified contract passes; a failed interaction is named")
    func results() throws {
        #expect(try judged([pact("web", "api"), verification("web", "api", true)]).verdict == .pass)
        let mixed = verification(
            "web",
            "api",
            false,
            [.init(description: "a", verified: true), .init(description: "b", verified: false, message: "m")]
        )
        let judgement = try judged([mixed])
        #expect(judgement.verdict == .fail)
        #expect(judgement.measurements.first?.value == 0.5)
        #expect(judgement.measurements.first?.offenders.map(\.name) == ["web → api: b"])
    }

    @Test("a contract that no provider was checked against is listed and leaves the criterion open")
    func unverified() throws {
        let judgement = try judged([pact("web", "api"), pact("ios", "api"), verification("web", "api", true)])
        #expect(judgement.verdict == .notEvaluated)
        #expect(judgement.reason?.contains("no provider is known to fulfil ios → api") == true)
        #expect(try judged([pact("web", "api")]).verdict == .notEvaluated)
    }

    @Test("a known defect tells more than an unverified contract")
    func defectFirst() throws {
        let judgement = try judged([pact("ios", "api"), verification("web", "api", false)])
        #expect(judgement.verdict == .fail)
        #expect(judgement.measurements.first?.notes == ["no provider is known to fulfil ios → api"])
    }

    @Test("an unknown result is never a pass")
    func unknown() throws {
        #expect(try judged([verification("web", "api", nil)]).verdict == .notEvaluated)
        let pending = verification(
            "web",
            "api",
            nil,
            [.init(description: "a", verified: true), .init(description: "b")]
        )
        #expect(try judged([pending]).verdict == .notEvaluated)
    }

    @Test("labels name the parties where the report does not")
    func labels() throws {
        let nameless = verification(nil, nil, true)
        #expect(try judged([pact("web", "api"), nameless]).verdict == .notEvaluated)
        let labelled = verification(nil, nil, true, labels: ["consumer": "web", "provider": "api"])
        #expect(try judged([pact("web", "api"), labelled]).verdict == .pass)
    }

    @Test("test cases with the property `contract` count; skipped ones check nothing")
    func testCases() throws {
        func test(_ status: TestCase.Status) -> Report {
            Given.tests([TestCase(name: "t", status: status, properties: ["contract": "api"])])
        }
        #expect(try judged([test(.passed)]).verdict == .pass)
        #expect(try judged([test(.failed)]).verdict == .fail)
        #expect(try judged([test(.skipped)]).verdict == .notEvaluated)
        #expect(try judged([test(.passed), pact("web", "api")]).verdict == .notEvaluated)
    }

    @Test("without an earlier schema, compatibility is inconclusive")
    func compatibility() throws {
        func judged(_ value: Double, samples: Int) throws -> Judgement {
            let report = Given.metric("api_contracts.breaking_changes", value, .count, samples: samples)
            let criterion = try Given.criterion(.integration, "api_contracts.backwards_compatibility", "maintained")
            return Given.judge(criterion, .integration, [report]).cells[0].judgement
        }
        #expect(try judged(0, samples: 1).verdict == .pass)
        #expect(try judged(2, samples: 5).verdict == .fail)
        #expect(try judged(0, samples: 0).verdict == .inconclusive)
    }
}
