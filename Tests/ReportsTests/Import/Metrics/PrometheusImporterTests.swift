import Core
import Criteria
import Reports
import Testing

@Suite struct PrometheusImporterTests {
    private func answer(_ type: String, _ result: String, more: String = "") -> Report {
        imported(#"{"status": "success", "data": {"resultType": "\#(type)", "result": \#(result)}\#(more)}"#)
    }

    private func matrix(_ name: String, _ points: [(Int, String)]) -> Report {
        let list = points.map { #"[\#($0.0), "\#($0.1)"]"# }.joined(separator: ", ")
        return answer("matrix", #"[{"metric": {"__name__": "\#(name)", "pod": "a"}, "values": [\#(list)]}]"#)
    }

    private func aggregates(_ report: Report) -> [String: Double] {
        var values: [String: Double] = [:]
        for one in report.measurements { values[one.labels["aggregate"] ?? ""] = one.value }
        return values
    }

    @Test("a vector is one measurement for each series, a scalar one alone")
    func instant() {
        let vector = answer(
            "vector",
            #"[{"metric": {"__name__": "up_ratio", "job": "x"}, "value": [1435781451.781, "0.5"]},"#
                + #" {"metric": {}, "value": [1435781451, "7"]}]"#
        )
        #expect(vector.format == "prometheus")
        #expect(vector.status == .ok)
        #expect(vector.measurements.map(\.metric) == ["up_ratio", "prometheus.result"])
        #expect(vector.measurements.map(\.value) == [0.5, 7])
        #expect(vector.measurements.first?.labels == ["job": "x"])
        #expect(vector.measurements.first?.dimension == .ratio)
        #expect(answer("scalar", #"[1435781451.781, "3"]"#).measurements.map(\.value) == [3])
    }

    @Test("a range is its percentiles by nearest rank, its extremes and its mean, over all points")
    func range() {
        let report = matrix("cpu", (1...100).map { ($0 * 15, "\($0)") })
        #expect(
            aggregates(report) == [
                "p50": 50, "p95": 95, "p99": 99, "min": 1, "max": 100, "avg": aggregates(report)["avg"] ?? 0,
            ]
        )
        #expect(abs((aggregates(report)["avg"] ?? 0) - 50.5) < 1e-9)
        #expect(report.measurements.allSatisfy { $0.samples == 100 && $0.doubt == nil && $0.notes == [] })
        #expect(report.measurements.allSatisfy { $0.labels["pod"] == "a" })
    }

    @Test("gaps are said; above a tenth of the time they make every value doubtful, missing numbers at an end included")
    func gaps() {
        let small = matrix("cpu", (0..<100).filter { $0 != 50 && $0 != 51 }.map { ($0 * 10, "1") })
        #expect(small.measurements.first?.notes == ["1 gap: no value for 2% of the time"])
        #expect(small.measurements.first?.doubt == nil)
        #expect(small.measurements.first?.labels["gap"] == "30s")
        let large = matrix("cpu", (0..<100).filter { !(30..<50).contains($0) }.map { ($0 * 10, "1") })
        let expected = "cpu{pod=a} has 1 gap: no value for 20.2% of the time, and 10% is tolerable"
        #expect(large.measurements.map(\.doubt) == Array(repeating: expected, count: 6))
        let stale = matrix("cpu", (0..<100).map { ($0 * 10, $0 < 70 ? "1" : "NaN") })
        #expect(stale.measurements.first?.samples == 70)
        #expect(
            stale.measurements.first?.doubt?.contains("30.3%") == true
                || stale.measurements.first?.doubt?.contains("29.3%") == true
        )
    }

    @Test("infinite values make a range doubtful, and no number at all leaves it out")
    func notFinite() {
        let infinite = matrix("x", [(0, "1"), (10, "+Inf"), (20, "2"), (30, "3")])
        #expect(infinite.measurements.first?.doubt == "1 of the values of x{pod=a} are infinite")
        let none = matrix("x", [(0, "NaN"), (10, "NaN")])
        #expect(none.measurements == [])
        #expect(none.warnings == ["x{pod=a} has no value that is a number; it is left out"])
    }

    @Test("a counter's range is its growth and rate; a reset within it is an error")
    func counter() {
        let grown = matrix("jobs_total", [(0, "10"), (10, "30"), (20, "50")])
        #expect(aggregates(grown) == ["count": 40, "rate": 2])
        #expect(grown.measurements.map(\.dimension) == [.count, .rate])
        #expect(
            matrix("cpu_seconds_total", [(0, "1"), (10, "6")]).measurements.map(\.dimension) == [.duration, .ratio]
        )
        let reset = matrix("jobs_total", [(0, "10"), (10, "3")])
        #expect(reset.errors.first?.contains("it was reset within the range") == true)
        #expect(!reset.carriesFigures)
    }

    @Test("a failed query is an error with Prometheus' own words; warnings are kept; no series is a warning")
    func words() {
        let failed = imported(#"{"status": "error", "errorType": "bad_data", "error": "parse error at char 3"}"#)
        #expect(failed.format == "prometheus")
        #expect(failed.errors == ["the query failed: bad_data: parse error at char 3"])
        let warned = answer(
            "vector",
            #"[{"metric": {}, "value": [1, "1"]}]"#,
            more: #", "warnings": ["a store is down"]"#
        )
        #expect(warned.warnings == ["Prometheus warns: a store is down"])
        #expect(answer("vector", "[]").warnings == ["no series: the query matched nothing"])
        #expect(answer("vector", "[]").measurements == [])
    }

    @Test(
        "what is no answer of numbers is an error",
        arguments: [
            ("string", #"[1, "x"]"#), ("streams", "[]"), ("vector", "{}"), ("vector", #"[{"metric": {}}]"#),
            ("vector", #"[{"metric": {}, "value": [1]}]"#), ("vector", #"[{"metric": {}, "value": [1, "x"]}]"#),
            ("matrix", #"[{"metric": {}, "values": [[1, "2", 3]]}]"#), ("scalar", #"[1, "x"]"#),
        ]
    )
    func broken(_ type: String, _ result: String) {
        let report = answer(type, result)
        #expect(report.format == "prometheus")
        #expect(report.status == .error)
        #expect(!report.carriesFigures)
    }
}
