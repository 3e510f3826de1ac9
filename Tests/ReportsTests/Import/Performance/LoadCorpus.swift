import Core
import Criteria
import Reports
import Scanning
import Testing

/// What the manifest of the corpus says of load tests, benchmarks, complexity and duplication.
enum LoadCorpus {
    /// Checks the figures; false where the format is another.
    static func check(_ report: Report, _ row: Corpus.Row) throws -> Bool {
        let figures = row.figures
        switch row.format {
        case "jmeter-csv", "jmeter-xml": samples(report, figures)
        case "locust-csv": locust(report, try #require(figures["aggregated"]))
        case "wrk":
            let load = try #require(report.performance.first)
            #expect(load.requests == figures["requests"]?.string.flatMap { Int($0) })
            #expect(load.failed == 0)
            #expect(load.requestRate == figures["rps"]?.string.flatMap { Double($0) })
            let times = [(Aggregate.average, "latency_avg"), (.p50, "p50"), (.p99, "p99")]
            for (aggregate, key) in times {
                let text = try #require(figures[key]?.string)
                #expect(close(load.latency[aggregate], Double(text.dropLast(2)), 1_000), "\(key)")
            }
        case "hyperfine": benchmarks(report, figures.array ?? [], runs: "runs")
        case "pytest-benchmark":
            #expect(report.performance.count == figures["benchmarks"]?.int)
            benchmarks(report, figures["first"].map { [$0] } ?? [], runs: "rounds")
        case "google-benchmark":
            // The manifest's iterations are the entries that are no aggregate.
            #expect(report.performance.count == figures["iterations"]?.int)
            let load = try #require(report.performance.first)
            #expect(load.labels == ["benchmark": figures["first"]?["name"]?.string ?? ""])
            #expect(close(load.latency[.average], figures["first"]?["real_time"]?.double, 1e9))
        case "go-bench":
            #expect(report.performance.count == figures["lines"]?.int)
            let load = try #require(report.performance.first)
            #expect(load.labels == ["benchmark": figures["first"]?[0]?.string ?? ""])
            #expect(load.requests == figures["first"]?[1]?.string.flatMap { Int($0) })
            #expect(close(load.latency[.average], figures["mean_ns_first"]?.double, 1e9))
        case "lizard-csv":
            let complexity = try #require(report.measurements.first)
            #expect(complexity.samples == figures["functions"]?.int)
            #expect(complexity.value == figures["ccn_max"]?.double)
            #expect(complexity.offenders.count == 10)
        case "jscpd":
            let duplication = try #require(report.measurements.first)
            #expect(duplication.samples == figures["total"]?["lines"]?.int)
            #expect(duplication.value * 100 == figures["total"]?["percentage"]?.double)
            #expect(duplication.offenders.count == figures["duplicates"]?.int)
        default: return false
        }
        return true
    }

    /// Whether a time in seconds is one in another unit, as far as a Double goes.
    private static func close(_ seconds: Double?, _ expected: Double?, _ factor: Double) -> Bool {
        guard let seconds, let expected else { return seconds == nil && expected == nil }
        return abs(seconds * factor - expected) <= 1e-9 * max(1, expected)
    }

    private static func samples(_ report: Report, _ figures: JSON) {
        let load = report.performance.first
        #expect(load?.requests ?? 0 == figures["samples"]?.int)
        #expect(load?.failed ?? 0 == figures["failures"]?.int)
        #expect(load?.errorRate == figures["error_rate"]?.double)
        let times: [(Aggregate, String)] = [
            (.average, "mean"), (.minimum, "min"), (.maximum, "max"), (.p50, "p50_nearest"), (.p90, "p90_nearest"),
            (.p95, "p95_nearest"), (.p99, "p99_nearest"),
        ]
        for (aggregate, key) in times {
            #expect(close(load?.latency[aggregate], figures[key]?.double, 1_000), "\(key)")
        }
        if let labels = figures["labels"]?.int, labels > 0 { #expect(report.performance.count == 1 + labels) }
    }

    private static func locust(_ report: Report, _ row: JSON) {
        func number(_ key: String) -> Double? { row[key]?.string.flatMap { Double($0) } }
        let load = report.performance.first
        let isHistory = row["Timestamp"] != nil
        let prefix = isHistory ? "Total " : ""
        #expect(load?.labels == [:])
        #expect(load?.requests.map { Double($0) } == number("\(prefix)Request Count"))
        #expect(load?.failed.map { Double($0) } == number("\(prefix)Failure Count"))
        #expect(close(load?.latency[.average], number("\(prefix)Average Response Time"), 1_000))
        #expect(close(load?.latency[.maximum], number("\(prefix)Max Response Time"), 1_000))
        // The history's percentiles and rate are those of its last seconds, not of the run: they are left out.
        #expect(close(load?.latency[.p95], isHistory ? nil : number("95%"), 1_000))
        if !isHistory { #expect(load?.requestRate == number("Requests/s")) }
    }

    private static func benchmarks(_ report: Report, _ expected: [JSON], runs: String) {
        for (load, figures) in zip(report.performance, expected) {
            #expect(load.labels["benchmark"]?.hasSuffix((figures["command"] ?? figures["name"])?.string ?? "?") == true)
            #expect(load.requests == figures[runs]?.int)
            #expect(load.latency[.average] == figures["mean"]?.double)
            #expect(load.latency[.median] == figures["median"]?.double)
            #expect(load.latency[.minimum] == figures["min"]?.double)
            #expect(load.latency[.maximum] == figures["max"]?.double)
        }
        #expect(report.performance.count >= expected.count)
    }
}
