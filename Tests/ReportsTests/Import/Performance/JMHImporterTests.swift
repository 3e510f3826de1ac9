import Core
import Criteria
import Reports
import Testing

@Suite struct JMHImporterTests {
    private func report(_ mode: String, _ unit: String, _ more: String = "") -> Report {
        imported(
            #"[{"benchmark": "p.B.run", "mode": "\#(mode)", "params": {"n": "3"}, "primaryMetric": {"score": 4,"#
                + #" "scorePercentiles": {"0.0": 2, "50.0": 3, "95.0": 6, "99.99": 7, "100.0": 8},"#
                + #" "scoreUnit": "\#(unit)", "rawData": [[1, 2], [3]]\#(more)}, "secondaryMetrics": {}}]"#
        )
    }

    private func labels(_ mode: String) -> Labels { ["benchmark": "p.B.run (n=3)", "mode": mode] }

    @Test("a throughput is a rate and no time", arguments: [("ops/s", 4), ("ops/ms", 4_000), ("ops/min", 4.0 / 60)])
    func throughput(_ unit: String, _ rate: Double) throws {
        let load = try #require(report("thrpt", unit).performance.first)
        #expect(load.labels == labels("thrpt"))
        #expect(load.latency.isEmpty)
        #expect(abs((load.requestRate ?? 0) - rate) < 1e-9)
        #expect(load.requests == 3)
    }

    @Test("an average time has no percentiles: JMH's are of iterations", arguments: [("s/op", 4), ("us/op", 4e-6)])
    func average(_ unit: String, _ seconds: Double) throws {
        let load = try #require(report("avgt", unit).performance.first)
        #expect(load.latency == [.average: seconds])
        #expect(load.requestRate == nil)
    }

    @Test("percentiles of sampled calls are kept, up to p99.9; the histogram says how many calls there were")
    func sampled() throws {
        let load = try #require(
            report("sample", "s/op", #", "rawDataHistogram": [[[[0.1, 500], [0.2, 700]]]]"#).performance.first
        )
        #expect(load.latency == [.average: 4, .minimum: 2, .p50: 3, .p95: 6, .maximum: 8])
        #expect(load.requests == 1_200)
    }

    @Test(
        "a score that is no number of its unit and mode is an error",
        arguments: [("thrpt", "s/op"), ("avgt", "ops/s"), ("avgt", "weeks/op"), ("mixed", "s/op"), ("avgt", "s")]
    )
    func broken(_ mode: String, _ unit: String) {
        let report = report(mode, unit)
        #expect(report.format == "jmh")
        #expect(report.status == .error)
        #expect(!report.carriesFigures)
    }

    @Test("a score that is not finite is an error")
    func notFinite() {
        let text =
            #"[{"benchmark": "b", "mode": "avgt", "primaryMetric": {"score": "NaN", "scoreUnit": "s/op"}}]"#
        #expect(imported(text).status == .error)
    }
}
