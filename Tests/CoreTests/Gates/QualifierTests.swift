import Core
import Criteria
import Testing

@Suite("Sibling keys of a criterion")
struct QualifierTests {
    @Test(
        "on_missing decides what an unmeasured criterion is, and never makes it pass",
        arguments: zip(MissingVerdict.allCases, [Verdict.notEvaluated, .inconclusive, .fail, .error])
    )
    func onMissing(choice: MissingVerdict, expected: Verdict) throws {
        let criterion = try Given.criterion(
            .codeQuality,
            "duplication.threshold",
            "< 3%",
            qualifiers: Qualifiers(onMissing: choice)
        )
        let verdict = Given.judge(criterion, .codeQuality, [])
        #expect(verdict.verdict == expected)
        #expect(verdict.cells[0].judgement.reason?.contains("measured by") == true)
        #expect(verdict.remedy?.isEmpty == false)
        let measured = Given.judge(criterion, .codeQuality, [Given.metric("duplication.lines", 0.01, .ratio)])
        #expect(measured.verdict == .pass, "it says nothing of what was measured")
    }

    private func required(_ conditions: String...) throws -> Criterion {
        let parsed = try conditions.map { try Expression.parse($0, names: Catalogue.metricNames, as: .boolean) }
        return try Given.criterion(
            .performance,
            "response_times.api.p95",
            "< 200ms",
            qualifiers: Qualifiers(require: parsed)
        )
    }

    @Test(
        "what is required must hold, or the criterion is inconclusive and says what does not",
        arguments: [
            ("throughput.sustained_rps >= 50", Verdict.pass, ""),
            (
                "throughput.sustained_rps >= 500", .inconclusive,
                "must hold first, and throughput.sustained_rps is 100rps"
            ),
            ("generator.cpu < 80%", .pass, ""), ("generator.cpu < 10%", .inconclusive, "generator.cpu is 50%"),
            ("no.such.thing < 10", .inconclusive, "nothing measured no.such.thing"),
            ("throughput.burst_capacity > 1", .inconclusive, "cannot be decided: nothing measured"),
            ("p95(response_times) > 1ms", .pass, ""),
            ("throughput.sustained_rps >= previous", .inconclusive, "no previous run"),
        ]
    )
    func require(condition: String, expected: Verdict, words: String) throws {
        var whole = Given.load(service: "api", p95: 0.1)
        whole.performance.append(whole.performance[0])
        whole.performance[1].labels = [:]
        let generator = Given.metric("generator.cpu", 0.5, .ratio)
        let verdict = Given.judge(try required(condition), .performance, [whole, generator])
        #expect(verdict.verdict == expected, "\(verdict.cells[0].judgement)")
        if !words.isEmpty { #expect(verdict.cells[0].judgement.reason?.contains(words) == true) }
    }

    @Test("a failing criterion is inconclusive too where its requirement does not hold; an unmeasured one stays so")
    func order() throws {
        let criterion = try required("throughput.sustained_rps >= 500")
        #expect(Given.judge(criterion, .performance, [Given.load(service: "api", p95: 9)]).verdict == .inconclusive)
        #expect(Given.judge(criterion, .performance, []).verdict == .notEvaluated)
    }
}
