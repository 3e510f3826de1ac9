import Core
import Criteria
import Testing

@Suite("Load tests as evidence")
struct LoadEvidenceTests {
    @Test(
        "a histogram's parts must fit together",
        arguments: [
            ([0.1, 0.2], [1, 2], 2, true), ([0.1, 0.2], [1, 2], 5, true), ([0.2, 0.1], [1, 2], 2, false),
            ([0.1, 0.1], [1, 2], 2, false), ([0.1, 0.2], [2, 1], 2, false), ([0.1], [1, 2], 2, false),
            ([0.1, 0.2], [1, 3], 2, false), ([], [], 0, false), ([.infinity], [1], 1, false), ([0.1], [-1], 1, false),
        ] as [([Double], [Int], Int, Bool)]
    )
    func validity(bounds: [Double], counts: [Int], total: Int, isValid: Bool) {
        #expect((Histogram(bounds: bounds, cumulative: counts, total: total) != nil) == isValid)
    }

    @Test(
        "a percentile lies on the line between the bounds of its bucket, or above the last one",
        arguments: [
            (50.0, Histogram.Estimate.interpolated(0.1, between: 0, and: 0.1)),
            (75, .interpolated(0.1625, between: 0.1, and: 0.2)), (90, .interpolated(0.2, between: 0.1, and: 0.2)),
            (91, .above(0.2)), (0, .interpolated(0, between: 0, and: 0.1)),
        ]
    )
    func percentile(percent: Double, expected: Histogram.Estimate) throws {
        let histogram = try #require(Histogram(bounds: [0.1, 0.2], cumulative: [50, 90], total: 100))
        let found = try #require(histogram.percentile(percent))
        #expect(abs(found.seconds - expected.seconds) < 1e-12)
        if case .above = expected { #expect(found == expected) } else { #expect(found != .above(0.2)) }
        #expect(histogram.percentile(101) == nil)
    }

    private func shard(_ counts: [Int], total: Int, shard: String? = nil, failed: Int = 0) -> Report {
        var report = Report(path: "load-\(shard ?? "\(total)").txt", format: "openmetrics")
        if let shard { report.labels = ["shard": shard] }
        report.performance = [
            LoadResult(
                labels: ["service": "api"],
                requests: total,
                failed: failed,
                histogram: Histogram(bounds: [0.1, 0.2, 0.4], cumulative: counts, total: total)
            )
        ]
        return report
    }

    @Test("histograms of shards give the percentile of all requests, not the mean of two percentiles")
    func merging() throws {
        let criterion = try Given.criterion(.performance, "response_times.api.p95", "< 200ms")
        // The first alone has a p95 of 0.38 s; together 10 of 10,000 requests are that slow.
        let slow = shard([80, 90, 100], total: 100, shard: "1")
        let fast = shard([9_000, 9_900, 9_900], total: 9_900, shard: "2")
        #expect(Given.judge(criterion, .performance, [slow]).verdict != .pass)
        let verdict = Given.judge(criterion, .performance, [slow, fast])
        #expect(verdict.verdict == .pass)
        let measured = try #require(verdict.cells[0].judgement.measurements.first)
        #expect(verdict.cells[0].judgement.measurements.count == 1)
        #expect(measured.samples == 10_000)
        #expect(measured.provenance.count == 2)
        #expect(measured.notes.contains { $0.contains("interpolated") })
    }

    @Test("series without histograms stay apart, and the worst decides")
    func apart() throws {
        let criterion = try Given.criterion(.performance, "response_times.api.p95", "< 200ms")
        let reports = [Given.load(service: "api", p95: 0.01), Given.load(service: "api", p95: 0.21)]
        let verdict = Given.judge(criterion, .performance, reports)
        #expect(verdict.verdict == .fail)
        #expect(verdict.cells[0].judgement.measurements.count == 2)
    }

    @Test("a percentile above the last bound fails where the bound already misses the limit, else nothing is known")
    func aboveTheLastBound() throws {
        let report = shard([100, 200, 900], total: 1_000)
        let strict = try Given.criterion(.performance, "response_times.api.p95", "< 300ms")
        #expect(Given.judge(strict, .performance, [report]).verdict == .fail)
        let lenient = try Given.criterion(.performance, "response_times.api.p95", "< 2s")
        #expect(Given.judge(lenient, .performance, [report]).verdict == .inconclusive)
    }

    @Test("failures and requests of shards add up for the error rate of an edge")
    func errorRates() throws {
        let criterion = try Given.criterion(.integration, "service_communication.error_rate", "< 0.1%")
        func edge(_ requests: Int, _ failed: Int) -> Report {
            var report = Report(path: "k6-\(requests).json", format: "k6-summary")
            report.performance = [
                LoadResult(labels: ["from": "a", "to": "b"], requests: requests, failed: failed)
            ]
            return report
        }
        // Neither has the 3,000 requests that show so small a rate; both together do.
        #expect(Given.judge(criterion, .integration, [edge(1_600, 0)]).verdict == .inconclusive)
        #expect(Given.judge(criterion, .integration, [edge(1_600, 0), edge(1_500, 0)]).verdict == .pass)
        #expect(Given.judge(criterion, .integration, [edge(1_600, 0), edge(1_500, 7)]).verdict == .fail)
    }

    @Test("throughput adds up over parts that say they are shards, and not over runs that may have been one by one")
    func throughput() throws {
        let criterion = try Given.criterion(.performance, "throughput.sustained_rps", ">= 150")
        func run(_ shard: String?) -> Report {
            var report = Report(path: "k6-\(shard ?? "").json", format: "k6-summary")
            if let shard { report.labels = ["shard": shard] }
            report.performance = [LoadResult(requests: 2_000, failed: 0, requestRate: 100, duration: 20)]
            return report
        }
        #expect(Given.judge(criterion, .performance, [run("1"), run("2")]).verdict == .pass)
        #expect(Given.judge(criterion, .performance, [run("1"), run("1")]).verdict == .fail)
        #expect(Given.judge(criterion, .performance, [run(nil), run(nil)]).verdict == .fail)
    }
}
