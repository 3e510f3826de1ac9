import Core
import Criteria
import Testing

@Suite("Figures that cannot have been measured")
struct PlausibilityTests {
    private func judge(_ gate: GateID, _ path: String, _ phrase: String, _ report: Report) throws -> Judgement {
        Given.judge(try Given.criterion(gate, path, phrase), gate, [report]).cells[0].judgement
    }

    @Test(
        "a share beyond the whole, and amounts below zero, are errors and name the metric",
        arguments: [
            (GateID.codeQuality, "linting.pass_rate", ">= 98%", 55.0, Dimension.ratio),
            (.codeQuality, "duplication.threshold", "< 3%", -0.5, .ratio),
            (.codeQuality, "code_complexity.cyclomatic_complexity", "< 10", -3, .count),
            (.security, "vulnerability_scan.critical", "0", -1, .count),
            (.performance, "throughput.sustained_rps", ">= 100", -5, .rate),
            (.performance, "resource_utilization.cpu_usage", "max < 70%", -0.1, .ratio),
            (.integration, "database_operations.transaction_success", "> 99.9%", 50, .ratio),
            (.integration, "database_operations.deadlock_rate", "< 0.01%", -0.01, .ratio),
            (.security, "dependency_scan.outdated_threshold", "30 days", -1, .duration),
        ] as [(GateID, String, String, Double, Dimension)]
    )
    func impossible(_ gate: GateID, _ path: String, _ phrase: String, _ value: Double, _ dimension: Dimension) throws {
        let metric = try #require(Catalogue.definition(of: gate, path: path)?.metric)
        let labels: Labels = phrase.hasPrefix("max") ? ["aggregate": "max"] : [:]
        let report = Given.metric(metric, value, dimension, samples: 100_000, labels: labels)
        let judgement = try judge(gate, path, phrase, report)
        #expect(judgement.verdict == .error)
        #expect(judgement.reason?.contains("\(metric)") == true)
        #expect(!Plausibility.problems(in: report).isEmpty)
    }

    @Test("more than all of one processor is legal, and too much; so is a change for the better")
    func legal() throws {
        let usage = Given.metric("resource_utilization.cpu_usage", 2.5, .ratio, labels: ["aggregate": "p95"])
        #expect(try judge(.performance, "resource_utilization.cpu_usage", "< 70%", usage).verdict == .fail)
        let better = Given.metric("baseline.worsening", -0.2, .ratio)
        #expect(Plausibility.problems(in: better).isEmpty)
        #expect(Plausibility.problems(in: Given.metric("linting.pass_rate", 1 + 1e-12, .ratio)).isEmpty)
    }

    @Test("what no gate reads may have any value: the offset of a clock is below zero half of the time")
    func others() {
        #expect(Plausibility.problems(in: Given.metric("node_timex_offset_seconds", -0.001, .duration)).isEmpty)
    }

    @Test("percentiles that are stated one by one must rise")
    func order() {
        var report = Given.metric("response_times", 0.2, .duration, labels: ["service": "api", "aggregate": "p95"])
        report.measurements +=
            Given.metric(
                "response_times",
                0.1,
                .duration,
                labels: ["service": "api", "aggregate": "p99"]
            ).measurements
        #expect(
            Plausibility.problems(in: report) == [
                "response_times (service=api) contradicts itself: p95 is more than p99"
            ]
        )
        report.measurements[1].labels["service"] = "web"
        #expect(Plausibility.problems(in: report).isEmpty)
    }

    // MARK: Load tests

    private func contradiction(_ series: LoadResult, format: String = "k6-summary") -> String? {
        series.contradiction(format: format)
    }

    @Test("a load test whose figures contradict each other is an error for every criterion on it")
    func contradictory() throws {
        var report = Given.load(service: "api", p95: 0.01)
        report.performance[0].latency[.maximum] = 0.005
        #expect(try judge(.performance, "response_times.api.p95", "< 200ms", report).verdict == .error)
        var faster = Given.load(service: "api")
        faster.performance[0].labels = [:]
        faster.performance[0].requestRate = 5_000
        #expect(try judge(.performance, "throughput.sustained_rps", ">= 1000", faster).verdict == .error)
    }

    @Test(
        "more failures than requests, percentiles out of order and a rate that is not the count's contradict",
        arguments: [
            LoadResult(requests: 5, failed: 6), LoadResult(latency: [.p50: 2, .p95: 1]),
            LoadResult(latency: [.p99: 2, .maximum: 1]), LoadResult(latency: [.minimum: 2, .average: 1]),
            LoadResult(latency: [.average: 3, .maximum: 2]), LoadResult(requests: 100, requestRate: 20, duration: 10),
        ]
    )
    func contradictions(_ series: LoadResult) { #expect(contradiction(series) != nil) }

    @Test("what tools round is no contradiction")
    func rounding() {
        let locust = LoadResult(latency: [.p99: 0.58, .maximum: 0.575])
        #expect(contradiction(locust, format: "locust-csv") == nil)
        #expect(contradiction(locust) != nil)
        #expect(contradiction(LoadResult(latency: [.p99: 0.001, .maximum: 0.0006]), format: "locust-csv") == nil)
        #expect(contradiction(LoadResult(requests: 1_500, requestRate: 24.79, duration: 60)) == nil)
        #expect(contradiction(LoadResult(latency: [.median: 1, .p50: 1, .average: 5, .p90: 2])) == nil)
    }
}
