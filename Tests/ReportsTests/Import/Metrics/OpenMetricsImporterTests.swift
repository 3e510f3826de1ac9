import Core
import Criteria
import Reports
import Testing

@Suite struct OpenMetricsImporterTests {
    private func values(_ report: Report) -> [String: Double] {
        var values: [String: Double] = [:]
        for one in report.measurements {
            values[one.metric.name + (one.labels.isEmpty ? "" : "{\(one.labels.text)}")] = one.value
        }
        return values
    }

    @Test("counters and gauges are measurements with their labels; the name's end says the unit")
    func plain() {
        let report = imported(
            """
            # HELP pg_stat_database_xact_commit Commits
            # TYPE pg_stat_database_xact_commit counter
            pg_stat_database_xact_commit{datname="shop \\"a\\"",} 7
            # TYPE mem_bytes gauge
            mem_bytes 1.5e+06 1700000000000
            # an ordinary comment
            lag_seconds{} -0.5
            "load_ratio" 1

            """.replacing("\"load_ratio\" 1", with: "{\"load.ratio\",le=\"2\"} 1")
        )
        #expect(report.format == "openmetrics")
        #expect(report.errors == [])
        #expect(
            values(report) == [
                "pg_stat_database_xact_commit{datname=shop \"a\"}": 7, "mem_bytes": 1_500_000, "lag_seconds": -0.5,
                "load.ratio{le=2}": 1,
            ]
        )
        #expect(report.measurements.map(\.dimension) == [.count, .bytes, .duration, .count])
        #expect(report.measurements.allSatisfy { $0.samples == 1 })
    }

    @Test("OpenMetrics without its end is cut short; Prometheus' own format has none")
    func end() {
        let counter = "# TYPE a counter\na_total 3\n"
        #expect(imported(counter + "# EOF\n").status == .ok)
        #expect(imported(counter + "# EOF").status == .ok)
        #expect(imported(counter).errors == ["the line '# EOF' is missing: the file is cut short"])
        #expect(imported("# TYPE a_total counter\na_total 3\n").status == .ok)
        #expect(
            imported("# TYPE a_total counter\na_total 3").errors == ["the last line has no end: the file is cut short"]
        )
        #expect(imported(counter + "# EOF\na_total 4\n").status == .error)
        #expect(imported("# TYPE a gauge\na 1 # {x=\"y\"} 2\n").status == .error)
    }

    private let histogram = """
        # TYPE request_seconds histogram
        request_seconds_bucket{service="api",code="200",le="0.1"} 80
        request_seconds_bucket{service="api",code="200",le="0.5"} 90
        request_seconds_bucket{service="api",code="200",le="+Inf"} 90
        request_seconds_sum{service="api",code="200"} 9
        request_seconds_count{service="api",code="200"} 90
        request_seconds_bucket{service="api",code="503",le="0.1"} 0
        request_seconds_bucket{service="api",code="503",le="0.5"} 10
        request_seconds_bucket{service="api",code="503",le="+Inf"} 10
        request_seconds_sum{service="api",code="503"} 1
        request_seconds_count{service="api",code="503"} 10

        """

    @Test("a histogram of durations is a load series with its buckets; statuses are joined and say what failed")
    func durations() throws {
        let report = imported(histogram)
        #expect(report.errors == [])
        let load = try #require(report.performance.first)
        #expect(report.performance.count == 1)
        #expect(load.labels == ["service": "api", "metric": "request_seconds"])
        #expect(load.requests == 100)
        #expect(load.failed == 10)
        #expect(load.histogram == Histogram(bounds: [0.1, 0.5], cumulative: [80, 100], total: 100))
        #expect(load.latency == [.average: 0.1])
    }

    @Test("a histogram that is cut or whose counts differ is an error")
    func brokenHistogram() {
        let lines = histogram.split(separator: "\n").map(String.init)
        #expect(imported(lines.prefix(3).joined(separator: "\n") + "\n").status == .error)
        #expect(
            imported(histogram.replacing("count{service=\"api\",code=\"503\"} 10", with: "count{} 9")).status == .error
        )
        #expect(imported(histogram.replacing("le=\"0.1\"} 80", with: "le=\"0.1\"} 91")).status == .error)
        #expect(imported(histogram.replacing("le=\"0.1\"} 80", with: "le=\"x\"} 80")).status == .error)
    }

    @Test("a histogram of sizes is counts; a summary of durations has its percentiles")
    func others() throws {
        let sizes = imported(
            "# TYPE size_bytes histogram\nsize_bytes_bucket{le=\"+Inf\"} 3\nsize_bytes_sum 12\nsize_bytes_count 3\n"
        )
        #expect(sizes.performance == [])
        #expect(values(sizes) == ["size_bytes_count": 3, "size_bytes_sum": 12])
        let summary = imported(
            "# TYPE rpc_seconds summary\nrpc_seconds{quantile=\"0.5\"} 0.2\nrpc_seconds{quantile=\"0.999\"} NaN\n"
                + "rpc_seconds{quantile=\"0.99\"} 0.4\nrpc_seconds_sum 3\nrpc_seconds_count 10\n"
        )
        let load = try #require(summary.performance.first)
        #expect(load.latency == [.p50: 0.2, .p99: 0.4, .average: 0.3])
        #expect(load.requests == 10)
        #expect(summary.notes == ["percentiles of summaries are those of their last minutes, not of the whole run"])
    }

    @Test("values of several times are a range; a counter that was reset within it is an error")
    func range() {
        let times = "# TYPE jobs gauge\n" + (1...4).map { "jobs \($0) \($0 * 1_000)\n" }.joined()
        let gauge = imported(times)
        #expect(values(gauge)["jobs{aggregate=max}"] == 4)
        #expect(values(gauge)["jobs{aggregate=p50}"] == 2)
        let counter = imported(times.replacing("gauge", with: "counter"))
        #expect(values(counter) == ["jobs{aggregate=count}": 3, "jobs{aggregate=rate}": 1])
        let reset = imported("# TYPE jobs counter\njobs 5 1000\njobs 2 2000\n")
        #expect(reset.errors.first?.contains("jobs went from 5 to 2: it was reset") == true)
        #expect(!reset.carriesFigures)
    }

    @Test(
        "what is no sample, stands twice or cannot be is an error with its place",
        arguments: [
            "a{b=\"c\" 1", "a{b=c} 1", "a{b=\"c\"}", "a x", "a 1 2 3", "a{b=\"c\"} 1\na{b=\"c\"} 2", "1a 1",
            "a{b=\"1\",b=\"2\"} 1", "b_total -1", "a 1 # {} ",
        ]
    )
    func broken(_ lines: String) {
        let report = imported("# TYPE a gauge\n\(lines)\n")
        #expect(report.format == "openmetrics")
        #expect(report.status == .error)
        #expect(report.messages.first?.line ?? 0 >= 2)
    }

    @Test("a value that is no number is left out, and said")
    func notFinite() {
        let report = imported("# TYPE a gauge\na NaN\nb +Inf\nc 1\n")
        #expect(values(report) == ["c": 1])
        #expect(
            report.warnings == [
                "a has no value that is a number; it is left out", "b has no value that is a number; it is left out",
            ]
        )
        #expect(imported("# EOF\n").warnings == ["no series"])
    }
}
