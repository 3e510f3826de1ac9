import Core
import Criteria
import Testing

@Suite("Verdicts")
struct JudgeTests {
    @Test("every criterion of the catalogue is not evaluated without evidence, and says what would measure it")
    func nothingMeasured() throws {
        for definition in Catalogue.definitions {
            let path = definition.path.replacingOccurrence(of: "*", with: "gateway")
            let phrase =
                switch definition.dimension {
                case .ratio: "10%"
                case .duration: "1s"
                case .boolean: definition.attestation == .none ? "true" : "tested"
                default: definition.wordMeaning == nil ? "5" : "verified"
                }
            let criterion = try Given.criterion(definition.gate, path, phrase, lists: ["paths": ["flow"]])
            let verdict = Given.judge(criterion, definition.gate, [])
            let reason = try #require(verdict.cells.first?.judgement.reason, "\(path)")
            if path.hasPrefix("by_component") || path.hasPrefix("critical_paths") {
                #expect(verdict.verdict == .error, "\(path): an unmapped name is an error")
            } else {
                #expect(verdict.verdict == .notEvaluated, "\(path)")
                #expect(reason.contains("measured by"), "\(path): \(reason)")
            }
            #expect(verdict.remedy?.isEmpty == false, "\(path)")
        }
    }

    @Test(
        "a stated metric is compared as the phrase says",
        arguments: [
            ("< 10", 9.0, Verdict.pass), ("< 10", 10, .fail), ("<= 10", 10, .pass), ("10", 10, .pass),
            ("10", 11, .fail),
        ]
    )
    func comparison(phrase: String, value: Double, expected: Verdict) throws {
        let criterion = try Given.criterion(.codeQuality, "code_complexity.cyclomatic_complexity", phrase)
        let report = Given.metric("code_complexity.cyclomatic_complexity", value, .count, samples: 12)
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == expected)
    }

    @Test("a value that rests on no sample is inconclusive, however good it looks")
    func noSamples() throws {
        let criterion = try Given.criterion(.codeQuality, "duplication.threshold", "< 3%")
        let report = Given.metric("duplication.lines", 0, .ratio, samples: 0)
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .inconclusive)
    }

    @Test("a metric of another dimension is an error that names the file")
    func wrongDimension() throws {
        let criterion = try Given.criterion(.codeQuality, "code_complexity.cyclomatic_complexity", "< 10")
        let report = Given.metric("code_complexity.cyclomatic_complexity", 3, .duration)
        let verdict = Given.judge(criterion, .codeQuality, [report])
        #expect(verdict.verdict == .error)
        #expect(verdict.cells[0].judgement.reason?.contains("metrics.json") == true)
    }

    @Test("a report with an error counts nowhere")
    func brokenReport() throws {
        let criterion = try Given.criterion(.codeQuality, "code_complexity.cyclomatic_complexity", "< 10")
        var report = Given.metric("code_complexity.cyclomatic_complexity", 3, .count)
        report.messages = [ReportMessage(.error, "truncated")]
        #expect(Given.judge(criterion, .codeQuality, [report]).verdict == .notEvaluated)
    }

    @Test(
        "a percentile needs its sample minimum, in both directions",
        arguments: [
            ("p95", 200, 0.1, Verdict.pass), ("p95", 199, 0.1, .inconclusive), ("p95", 199, 0.9, .inconclusive),
            ("p95", 200, 0.9, .fail), ("p99", 999, 0.1, .inconclusive), ("p99", 1_000, 0.1, .pass),
        ]
    )
    func sampleMinimum(aggregate: String, requests: Int, seconds: Double, expected: Verdict) throws {
        let criterion = try Given.criterion(.performance, "response_times.api.\(aggregate)", "< 200ms")
        let report = Given.load(service: "api", requests: requests, p95: seconds, p99: seconds)
        #expect(Given.judge(criterion, .performance, [report]).verdict == expected)
    }

    @Test("a load test in which requests fail or load is dropped carries no latency verdict")
    func loadPresumptions() throws {
        let criterion = try Given.criterion(.performance, "response_times.api.p95", "< 200ms")
        let failing = Given.load(service: "api", failed: 2_000, p95: 0.001)
        let dropping = Given.load(service: "api", dropped: 7, p95: 0.001)
        for (report, word) in [(failing, "failed"), (dropping, "dropped")] {
            let verdict = Given.judge(criterion, .performance, [report])
            #expect(verdict.verdict == .inconclusive)
            #expect(verdict.cells[0].judgement.reason?.contains(word) == true)
        }
    }

    @Test("a load that was never offered shows no limit; a closed model that stays below one does")
    func offeredLoad() throws {
        let criterion = try Given.criterion(.performance, "throughput.sustained_rps", ">= 10000")
        var report = Report(path: "k6.json", format: "k6-summary")
        for (dropped, expected) in [(0, Verdict.inconclusive), (5, .inconclusive), (nil, .fail)] as [(Int?, Verdict)] {
            report.performance = [
                LoadResult(requests: 2_000, failed: 0, requestRate: 100, droppedIterations: dropped, duration: 20)
            ]
            #expect(Given.judge(criterion, .performance, [report]).verdict == expected)
        }
        let modest = try Given.criterion(.performance, "throughput.sustained_rps", ">= 100")
        report.performance[0].droppedIterations = 0
        #expect(Given.judge(modest, .performance, [report]).verdict == .pass)
    }

    @Test("a percentile that the tool did not report is not evaluated, never guessed")
    func absentPercentile() throws {
        let criterion = try Given.criterion(.performance, "response_times.api.p99", "< 500ms")
        let verdict = Given.judge(criterion, .performance, [Given.load(service: "api", p95: 0.1)])
        #expect(verdict.verdict == .notEvaluated)
        #expect(verdict.cells[0].judgement.reason?.contains("p99") == true)
    }

    @Test("zero errors in few requests do not show a small error rate")
    func ruleOfThree() throws {
        let criterion = try Given.criterion(.integration, "service_communication.error_rate", "< 0.1%")
        for (samples, expected) in [(2_999, Verdict.inconclusive), (3_000, .pass)] {
            let report = Given.metric("service_communication.error_rate", 0, .ratio, samples: samples)
            #expect(Given.judge(criterion, .integration, [report]).verdict == expected)
        }
        let failing = Given.metric("service_communication.error_rate", 0.5, .ratio, samples: 10)
        #expect(Given.judge(criterion, .integration, [failing]).verdict == .fail)
    }

    @Test("not_decreasing without a baseline is inconclusive")
    func noBaseline() throws {
        let criterion = try Given.criterion(.coverage, "overall.trend", "not_decreasing")
        let verdict = Given.judge(criterion, .coverage, [Given.coverage(["a.py": (1...9, nil)])])
        #expect(verdict.verdict == .inconclusive)
        #expect(verdict.cells[0].judgement.reason?.contains("baseline") == true)
    }

    @Test("every cell needs its own executed test; a skipped one proves nothing")
    func cells() throws {
        let criterion = try Given.criterion(
            .e2e,
            "critical_user_journeys.pass_rate",
            "100%",
            lists: ["journeys": ["sign_up", "feedback", "checkout", "export"]]
        )
        let report = Given.tests([
            TestCase(name: "a", status: .passed, properties: ["journey": "sign_up"]),
            TestCase(name: "b", status: .failed, properties: ["journey": "feedback"]),
            TestCase(name: "c", status: .skipped, properties: ["journey": "checkout"]),
        ])
        let verdict = Given.judge(criterion, .e2e, [report])
        #expect(verdict.cells.map(\.judgement.verdict) == [.pass, .fail, .notEvaluated, .notEvaluated])
        #expect(verdict.verdict == .fail)
    }

    @Test("browser versions named latest need a list of releases")
    func latestBrowsers() throws {
        let criterion = try Given.criterion(
            .e2e,
            "cross_browser_compatibility.pass_rate",
            ">= 98%",
            lists: ["browsers": ["chrome"], "versions": ["latest", "120"]]
        )
        let properties = ["browser": "chrome", "version": "120"]
        let report = Given.tests([TestCase(name: "a", status: .passed, properties: properties)])
        let verdict = Given.judge(criterion, .e2e, [report])
        #expect(verdict.cells.map(\.judgement.verdict) == [.notEvaluated, .pass, .pass])
    }
}

extension String {
    fileprivate func replacingOccurrence(of part: Character, with text: String) -> String {
        map { $0 == part ? text : String($0) }.joined()
    }
}
