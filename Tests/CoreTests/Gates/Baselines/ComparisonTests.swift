import Core
import Criteria
import Testing

@Suite("Performance against earlier runs")
struct ComparisonTests {
    private func criterion(
        _ metrics: [String] = ["response_time"],
        _ phrase: String = "5%",
        qualifiers: Qualifiers = Qualifiers()
    ) throws -> Criterion {
        try Given.criterion(
            .performance,
            "baseline_comparison.threshold",
            phrase,
            lists: ["metrics": metrics],
            qualifiers: qualifiers
        )
    }

    private func history(_ values: [Double], _ report: (Double) -> Report = { Given.p95($0) }) -> [Baselines.Given] {
        values.enumerated().map { Given.earlier(Double($0.offset + 1), [report($0.element)]) }
    }

    private let steady = [0.200, 0.201, 0.199, 0.200, 0.202]

    @Test(
        "a slower service fails, an unchanged one and a faster one pass",
        arguments: [(0.200, Verdict.pass), (0.100, .pass), (0.208, .pass), (0.230, .fail), (0.400, .fail)]
    )
    func responseTime(now: Double, expected: Verdict) throws {
        let verdict = Given.judge(try criterion(), .performance, [Given.p95(now)], against: history(steady))
        #expect(verdict.verdict == expected, "\(verdict.cells[0].judgement)")
        let measured = try #require(verdict.cells[0].judgement.measurements.first)
        #expect(measured.baselines[0].origin == "the median of 5 runs")
        #expect(measured.baselines[0].value == 0.2)
        if expected == .fail { #expect(measured.offenders[0].name == "p95 of service=api") }
    }

    @Test("less throughput is worse, more is not; each listed metric is a cell of its own")
    func throughput() throws {
        let rate = { (value: Double) -> Report in
            var report = Given.p95(0.2, labels: [:])
            report.performance[0].requestRate = value
            report.performance[0].duration = nil
            return report
        }
        for (now, expected) in [(80.0, Verdict.fail), (130, .pass)] {
            let verdict = Given.judge(
                try criterion(["response_time", "throughput"]),
                .performance,
                [rate(now)],
                against: history([100, 101, 99, 100], rate)
            )
            #expect(verdict.cells.map(\.judgement.verdict) == [.pass, expected])
        }
    }

    @Test("use of processor and memory is compared each on its own")
    func resources() throws {
        let use = { (value: Double) -> Report in
            Given.metric("resource_utilization.cpu_usage", value, .ratio, labels: ["aggregate": "p95"])
        }
        for (now, expected) in [(0.5, Verdict.pass), (0.7, .fail)] {
            let verdict = Given.judge(
                try criterion(["resource_usage"]),
                .performance,
                [use(now)],
                against: history([0.5, 0.505, 0.495], use)
            )
            #expect(verdict.verdict == expected, "\(verdict.cells[0].judgement)")
        }
    }

    @Test("noise above the threshold is inconclusive and prints its floor, unless the value is far outside")
    func noise() throws {
        let noisy = [0.2, 0.23, 0.18, 0.21, 0.19]
        let hidden = Given.judge(try criterion(), .performance, [Given.p95(0.23)], against: history(noisy))
        #expect(hidden.verdict == .inconclusive)
        #expect(hidden.cells[0].judgement.reason?.contains("the noise floor of p95 of service=api is 15.0%") == true)
        #expect(hidden.remedy?.contains("steady") == true)
        let clear = Given.judge(try criterion(), .performance, [Given.p95(0.4)], against: history(noisy))
        #expect(clear.verdict == .fail)
    }

    @Test("fewer than three runs say nothing of the noise")
    func tooFew() throws {
        let verdict = Given.judge(try criterion(), .performance, [Given.p95(0.2)], against: history([0.2, 0.2]))
        guard case .noBaseline(let reason, _) = verdict.cells[0].judgement else {
            Issue.record("\(verdict.cells[0].judgement)")
            return
        }
        #expect(reason.contains("2 runs to compare with, and 3 are needed"), "\(reason)")
    }

    @Test("another machine's runs, failing load tests and failed runs are left out, with the reason")
    func leftOut() throws {
        let small = Machine(cores: 2, memoryBytes: 8e9, system: "Linux 6.1.0 x86_64")
        let runs =
            history(steady) + [
                Given.earlier(10, [Given.p95(9)], machine: small), Given.earlier(11, [Given.p95(9, failed: 1_000)]),
                Given.earlier(12, [Given.p95(9)], verdict: Given.verdict(.fail)),
            ]
        let verdict = Given.judge(try criterion(), .performance, [Given.p95(0.2)], against: runs)
        #expect(verdict.verdict == .pass)
        let use = try #require(verdict.cells[0].judgement.measurements.first?.baselines.first)
        #expect(use.runs.count == 5)
        #expect(
            use.leftOut == [
                "run r12: it failed",
                "run r11: 50.0% of the requests failed (limit 1.0%): a failing server answers fast",
                "run r10: it ran on another machine (2 cores, 8GB, Linux x86_64)",
            ]
        )
    }

    @Test("a kernel's update and a tenth of the memory make no other machine; other hardware does")
    func machines() throws {
        let updated = Machine(cores: 4, memoryBytes: 7.4e9, system: "Linux 6.12.3-azure x86_64")
        for (machine, expected) in [
            (updated, Verdict.pass), (Machine(cores: 4, memoryBytes: 16e9, system: updated.system), .inconclusive),
            (Machine(cores: 4, memoryBytes: 8e9, system: "Linux 6.1.0 aarch64"), .inconclusive),
        ] {
            let runs = (1...3).map { Given.earlier(Double($0), [Given.p95(0.2)], machine: machine) }
            let verdict = Given.judge(try criterion(), .performance, [Given.p95(0.2)], against: runs)
            #expect(verdict.verdict == expected, "\(machine)")
        }
    }

    @Test("a load test of this run that fails or drops load carries no comparison")
    func preconditions() throws {
        let verdict = Given.judge(
            try criterion(),
            .performance,
            [Given.p95(0.001, failed: 2_000)],
            against: history(steady)
        )
        #expect(verdict.verdict == .inconclusive)
        #expect(verdict.cells[0].judgement.reason?.contains("requests failed") == true)
    }

    @Test("one slow series fails among fast ones; a new one and a lost one are notes")
    func series() throws {
        let both = { (value: Double) -> Report in
            var report = Given.p95(value)
            report.performance.append(Given.p95(0.05, labels: ["service": "web"]).performance[0])
            return report
        }
        var now = both(0.3)
        now.performance[1].labels = ["service": "new"]
        let verdict = Given.judge(try criterion(), .performance, [now], against: history(steady, both))
        #expect(verdict.verdict == .fail)
        let notes = verdict.cells[0].judgement.measurements[0].notes
        #expect(notes.contains { $0.contains("not compared: p95 of service=new") }, "\(notes)")
        #expect(notes.contains("no longer measured: p95 of service=web"), "\(notes)")
    }

    @Test("the phrase may name another percentile, and samples that are too few are not compared")
    func aggregates() throws {
        let p99 = try criterion(["response_time"], "p99 <= 5%")
        let report = { (value: Double) in Given.load(service: "api", requests: 2_000, p95: 0.1, p99: value) }
        let verdict = Given.judge(p99, .performance, [report(0.5)], against: history(steady, report))
        #expect(verdict.verdict == .fail)
        #expect(verdict.cells[0].judgement.measurements[0].labels == ["service": "api", "aggregate": "p99"])
        let few = { (value: Double) in Given.load(service: "api", requests: 300, p99: value) }
        let short = Given.judge(p99, .performance, [few(0.5)], against: history(steady, few))
        #expect(short.verdict == .inconclusive)
        #expect(short.cells[0].judgement.reason?.contains("300 samples, and 1000 are needed") == true)
    }

    @Test("a word that is no metric is an error, and without a load test nothing was measured")
    func unknownMetric() throws {
        let verdict = Given.judge(try criterion(["latency"]), .performance, [Given.p95(0.2)], against: [])
        #expect(verdict.verdict == .error)
        #expect(Given.judge(try criterion(), .performance, [], against: history(steady)).verdict == .notEvaluated)
    }
}
