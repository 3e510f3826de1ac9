import Core
import Criteria
import Reports
import Testing

@Suite struct BenchmarkImporterTests {
    @Test(
        "each format's benchmarks are series of their own, in seconds",
        arguments: [
            (
                "hyperfine",
                #"{"results": [{"command": "b", "mean": 2, "median": 2, "min": 1, "max": 3,"#
                    + #" "times": [1, 3], "exit_codes": [0, 1]}]}"#,
                LoadResult(
                    labels: ["benchmark": "b"],
                    requests: 2,
                    failed: 1,
                    latency: [.average: 2, .median: 2, .minimum: 1, .maximum: 3]
                )
            ),
            (
                "pytest-benchmark",
                #"{"machine_info": {}, "benchmarks": [{"name": "b", "fullname": "t.py::b","#
                    + #" "stats": {"mean": 0.5, "rounds": 4}}]}"#,
                LoadResult(labels: ["benchmark": "t.py::b"], requests: 4, latency: [.average: 0.5])
            ),
            (
                "google-benchmark",
                #"{"context": {}, "benchmarks": [{"name": "b", "iterations": 9, "real_time": 250,"#
                    + #" "time_unit": "ms"}, {"name": "b_mean", "run_type": "aggregate", "real_time": 1}]}"#,
                LoadResult(labels: ["benchmark": "b"], requests: 9, latency: [.average: 0.25])
            ),
            (
                "go-bench", "pkg: x\nBenchmarkA-8 \t 100\t 5e8 ns/op\t 4 B/op\nPASS\nok  \tx\t1.2s\n",
                LoadResult(labels: ["benchmark": "BenchmarkA-8"], requests: 100, latency: [.average: 0.5])
            ),
            (
                "benchmarkdotnet",
                #"{"HostEnvironmentInfo": {}, "Benchmarks": [{"Namespace": "N", "Type": "T", "Method": "M","#
                    + #" "Parameters": "size=3", "Statistics": {"N": 20, "Mean": 5e8, "Median": 4e8, "Min": 1e8,"#
                    + #" "Max": 9e8, "Percentiles": {"P95": 9e8}}}]}"#,
                LoadResult(
                    labels: ["benchmark": "N.T.M (size=3)"],
                    requests: 20,
                    latency: [.average: 0.5, .median: 0.4, .minimum: 0.1, .maximum: 0.9]
                )
            ),
            (
                "cargo-bench",
                "running 1 test\ntest hash::long ... bench:   1,500,000 ns/iter (+/- 12) = 512 MB/s\n\n"
                    + "test result: ok. 0 passed; 0 failed; 0 ignored; 1 measured; 0 filtered out\n",
                LoadResult(labels: ["benchmark": "hash::long"], latency: [.median: 0.0015])
            ),
        ]
    )
    func figures(_ format: String, _ text: String, _ expected: LoadResult) {
        let report = imported(text)
        #expect(report.format == format)
        #expect(report.messages == [])
        #expect(report.performance == [expected])
    }

    @Test(
        "what has no time, has failed or is cut is an error",
        arguments: [
            #"{"results": [{"command": "a"}]}"#, #"{"results": [{"command": "a", "mean": "x"}]}"#,
            #"{"machine_info": {}, "benchmarks": [{"name": "b", "stats": {}}]}"#,
            #"{"context": {}, "benchmarks": [{"name": "b", "real_time": 1, "time_unit": "days"}]}"#,
            "pkg: x\nBenchmarkA 100 5 ns/op\nPASS\n", "pkg: x\nBenchmarkA 100 5 ns/op\nFAIL\tx 1.2s\n",
            "pkg: x\nBenchmarkA x 5 ns/op\nok  \tx\t1.2s\n",
            "running 1 test\ntest a ... bench: 5 ns/iter (+/- 1)\n",
            "test a ... bench: 5 ns/iter (+/- 1)\ntest b ... bench: 5 ns/iter (+/- 1",
            "test a ... bench: x ns/iter (+/- 1)\n",
            "running 1 test\ntest a ... FAILED\n\ntest result: FAILED. 0 passed; 1 failed; 0 filtered out\n",
            #"{"HostEnvironmentInfo": {}, "Benchmarks": [{"Method": "M", "Statistics": {"Mean": "x"}}]}"#,
            #"{"HostEnvironmentInfo": {}, "Benchmarks": {}}"#,
        ]
    )
    func broken(_ text: String) {
        let report = imported(text)
        #expect(report.format != "unknown")
        #expect(report.status == .error)
        #expect(!report.carriesFigures)
    }

    @Test("a benchmark that failed is left out, and said")
    func failed() {
        let other = imported(#"{"HostEnvironmentInfo": {}, "Benchmarks": [{"Method": "M", "Statistics": null}]}"#)
        #expect(other.warnings == ["no benchmark", "benchmark 'M' failed; it is left out"])
        let report = imported(#"{"context": {}, "benchmarks": [{"name": "b", "error_occurred": true}]}"#)
        #expect(report.warnings == ["no benchmark", "benchmark 'b' failed; it is left out"])
    }

    @Test("a benchmark in a unit that is no time is left out, and said")
    func otherUnits() {
        let report = imported("test a ... bench: 7 cycles/iter (+/- 1)\ntest b ... bench: 5 ns/iter (+/- 1)\n")
        #expect(report.performance.map(\.labels) == [["benchmark": "b"]])
        #expect(report.warnings == ["1 in cycles/iter, which is no time; left out"])
    }
}
