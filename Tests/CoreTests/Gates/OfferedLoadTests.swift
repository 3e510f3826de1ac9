import Core
import Criteria
import Testing

@Suite("Load is what was offered")
struct OfferedLoadTests {
    private typealias Load = LoadCriteriaTests

    private func response(_ reports: [Report]) throws -> Judgement {
        try Load.judge(.performance, "response_times.api.p95", "< 200ms", reports).cells[0].judgement
    }

    private func load(rate: Double = 100, dropped: Int? = nil, offered: String? = nil, step: String? = nil) -> Report {
        var labels = ["service": "api"]
        labels["offered"] = offered
        return Load.load([:], rate: rate, dropped: dropped, report: labels, step: step)
    }

    @Test(
        "a generator below 99 % of the rate that its report is labelled with is inconclusive, and says both rates",
        arguments: [("100rps", Verdict.pass), ("101rps", .pass), ("102rps", .inconclusive), ("6120rpm", .inconclusive)]
    )
    func reached(_ offered: String, _ verdict: Verdict) throws {
        let judgement = try response([load(offered: offered)])
        #expect(judgement.verdict == verdict)
        if verdict == .inconclusive { #expect(judgement.reason?.contains("100rps of 102rps") == true) }
    }

    @Test("the generator's own step may state what it was to offer; another step's is another load")
    func stated() throws {
        let offered = Given.metric("generator.offered_rate", 150, .rate, step: "load")
        #expect(try response([load(step: "load"), offered]).verdict == .inconclusive)
        #expect(try response([load(step: "smoke"), offered]).verdict == .pass)
    }

    @Test("an offered rate of which neither the reached rate nor the drops are known shows nothing")
    func unknown() throws {
        var silent = load(offered: "100rps")
        silent.performance[0].requestRate = nil
        silent.performance[0].duration = nil
        let judgement = try response([silent])
        #expect(judgement.verdict == .inconclusive)
        #expect(judgement.reason?.contains("neither the reached rate nor dropped iterations are known") == true)
        silent.performance[0].droppedIterations = 0
        #expect(try response([silent]).verdict == .pass)
    }

    @Test("a generator that has nine tenths of its users in use may have none left", arguments: [0.89, 0.9])
    func users(_ share: Double) throws {
        let users = Given.metric("generator.users_in_use", share, .ratio)
        #expect(try response([load(), users]).verdict == (share < 0.9 ? .pass : .inconclusive))
    }

    @Test("what the report itself tells of its generator is the reason")
    func shortfall() throws {
        var report = load()
        report.performance[0].shortfalls = ["the load generator started 9 of 10 iterations that were offered"]
        #expect(try response([report]).reason?.hasPrefix("the load generator started 9 of 10") == true)
    }

    @Test("drops of one shard are not lost behind a shard that does not speak of drops")
    func shards() throws {
        let shards = [5, nil].enumerated().map { index, dropped in
            Load.load([:], dropped: dropped, report: ["shard": "\(index)"])
        }
        let judgement = try Load.judge(.performance, "throughput.sustained_rps", ">= 1", shards).cells[0].judgement
        #expect(judgement.reason?.contains("dropped 5 iterations") == true)
    }

    // MARK: Neither silences the other

    private static let good = Given.metric(
        "response_times",
        0.009,
        .duration,
        labels: ["service": "api", "aggregate": "p95"]
    )

    @Test("a stated percentile beside a load test counts only where the load test does, and the worse one decides")
    func statedBesideMeasured() throws {
        #expect(try response([Self.good]).verdict == .pass)
        #expect(try response([Self.good, load()]).verdict == .pass)
        let failing = Load.load(["service": "api"], failed: 1_800)
        #expect(try response([Self.good, failing]).verdict == .inconclusive)
        #expect(try response([Self.good, Load.load(["service": "api"], p95: 0.9)]).verdict == .fail)
        #expect(try response([Self.good, Load.load(["service": "api"], p95: nil)]).verdict == .notEvaluated)
    }

    @Test("a second load test without the percentile, or that failed, is not passed over")
    func second() throws {
        let lacking = try response([Load.load(["service": "api"]), Load.load(["service": "api"], p95: nil)])
        #expect(lacking.verdict == .notEvaluated)
        #expect(lacking.reason?.contains("holds no p95") == true)
        let failed = Load.load(["service": "api"], failed: 1_800, p95: nil)
        #expect(try response([Load.load(["service": "api"]), failed]).verdict == .inconclusive)
    }

    @Test("a server's own histogram without percentiles, or a benchmark, is no second load test")
    func others() throws {
        let server = Load.load(["service": "api", "metric": "http_seconds"], failed: nil, p95: nil)
        #expect(try response([Load.load(["service": "api"]), server]).verdict == .pass)
    }

    @Test("the time of a transaction is not that of a request")
    func transactions() throws {
        let slow = Load.load(["transaction": "checkout"], p95: 3, report: ["service": "api"])
        #expect(try response([load(), slow]).verdict == .pass)
    }

    @Test("a stated rate, burst or share beside a worse one that was counted does not hide it")
    func rates() throws {
        let stated = Given.metric("throughput.sustained_rps", 900, .rate)
        let counted = Load.load([:], rate: 100)
        let judgement = try Load.judge(.performance, "throughput.sustained_rps", ">= 500", [stated, counted]).cells[0]
        #expect(judgement.judgement.verdict == .fail)
        let edge = Given.metric("service_communication.error_rate", 0, .ratio, labels: ["from": "a", "to": "b"])
        let calls = Load.load(["from": "a", "to": "b"], requests: 5_000, failed: 4_500)
        let verdict = try Load.judge(.integration, "service_communication.error_rate", "< 0.1%", [edge, calls])
        #expect(verdict.cells[0].judgement.verdict == .fail)
    }

    @Test("the same content twice is one load test: half the samples do not become enough")
    func repeated() throws {
        var report = load()
        report.performance[0].requests = 120
        report.performance[0].duration = 1.2
        report.bytes = 400
        var copy = report
        copy.path = "copy.json"
        copy.labels["shard"] = "2"
        let evidence = Evidence(reports: [report, copy], project: Project())
        #expect(evidence.loadTotals.map(\.series.requests) == [120])
        copy.bytes = 401
        #expect(Evidence(reports: [report, copy], project: Project()).loadTotals.map(\.series.requests) == [240])
    }

    // MARK: Each machine, each database

    private func usage(_ machine: String, _ aggregate: String, _ labels: Labels = [:]) -> Report {
        let own = ["instance": machine, "aggregate": aggregate].merging(labels) { first, _ in first }
        return Given.metric("resource_utilization.cpu_usage", 0.3, .ratio, labels: own)
    }

    @Test("a second machine without the figure that is asked for is not evaluated, and named")
    func machines() throws {
        func judge(_ reports: [Report]) throws -> Judgement {
            try Load.judge(.performance, "resource_utilization.cpu_usage", "< 70%", reports).cells[0].judgement
        }
        #expect(try judge([usage("a", "p95"), usage("b", "p95")]).verdict == .pass)
        let lacking = try judge([usage("a", "p95"), usage("b", "max")])
        #expect(lacking.verdict == .notEvaluated)
        #expect(lacking.reason?.contains("holds no p95 of instance=b") == true)
    }

    @Test("a second machine whose memory has no limit is not evaluated")
    func memory() throws {
        let limited = Given.metric(
            "resource_utilization.memory_usage",
            0.4,
            .ratio,
            labels: ["instance": "a", "aggregate": "p95", "limit": "4GB"]
        )
        let open = Given.metric(
            "resource_utilization.memory_bytes",
            9e9,
            .bytes,
            labels: ["instance": "b", "aggregate": "p95"]
        )
        let path = "resource_utilization.memory_usage"
        #expect(try Load.judge(.performance, path, "< 80%", [limited]).verdict == .pass)
        let judgement = try Load.judge(.performance, path, "< 80%", [limited, open]).cells[0].judgement
        #expect(judgement.verdict == .notEvaluated)
        #expect(judgement.reason?.contains("instance=b") == true)
    }
}
