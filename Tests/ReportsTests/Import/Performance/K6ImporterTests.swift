import Core
import Criteria
import Reports
import Testing

@Suite struct K6ImporterTests {
    static let nested = #"""
        {"state": {"testRunDurationMs": 2000}, "metrics": {
        "http_req_duration": {"type": "trend", "contains": "time", "values": {"avg": 12.5, "med": 10, "p(95)": 40, "max": 50}},
        "http_req_duration{expected_response:true}": {"type": "trend", "contains": "time", "values": {"avg": 1}},
        "http_req_failed": {"type": "rate", "contains": "default", "values": {"rate": 0.1, "passes": 10, "fails": 90},
          "thresholds": {"rate<0.01": {"ok": false}}},
        "http_reqs": {"type": "counter", "contains": "default", "values": {"count": 100, "rate": 50}},
        "dropped_iterations": {"type": "counter", "contains": "default", "values": {"count": 3, "rate": 1.5}},
        "checks": {"type": "rate", "contains": "default", "values": {"rate": 1}, "thresholds": {"rate>0.9": {"ok": true}}},
        "http_req_duration{service:api_gateway}": {"type": "trend", "contains": "time", "values": {"p(99)": 80, "count": 40}},
        "call_duration{from:a,to:b}": {"type": "trend", "contains": "time", "values": {"avg": 2, "p(95)": 4}},
        "call_failed{from:a,to:b}": {"type": "rate", "contains": "default", "values": {"rate": 0.5, "passes": 5, "fails": 5}}
        }}
        """#

    @Test("the whole run: what passes http_req_failed has failed, times are seconds, absent percentiles stay absent")
    func wholeRun() {
        let report = imported(Self.nested)
        #expect(report.format == "k6-summary")
        #expect(
            report.performance.first
                == LoadResult(
                    requests: 100,
                    failed: 10,
                    latency: [.average: 0.0125, .median: 0.01, .p50: 0.01, .p95: 0.04, .maximum: 0.05],
                    requestRate: 50,
                    droppedIterations: 3,
                    duration: 2,
                    thresholds: ["http_req_failed rate<0.01": false, "checks rate>0.9": true]
                )
        )
        #expect(report.performance.first?.latency[.p99] == nil)
        #expect(report.performance.first?.errorRate == 0.1)
        #expect(report.notes == ["k6's own threshold was crossed: http_req_failed rate<0.01"])
    }

    @Test("tagged metrics are series of their own; k6's expected_response is none")
    func series() {
        let report = imported(Self.nested)
        #expect(report.performance.map(\.labels) == [[:], ["service": "api_gateway"], ["from": "a", "to": "b"]])
        #expect(report.performance[1].requests == 40)
        #expect(report.performance[1].failed == nil)
        #expect(report.performance[1].requestRate == 20)
        #expect(report.performance[1].latency == [.p99: 0.08])
        #expect(report.performance[2].requests == 10)
        #expect(report.performance[2].errorRate == 0.5)
        #expect(report.performance[2].latency == [.average: 0.002, .p95: 0.004])
    }

    @Test("the exported layout: true means that a threshold was crossed, the duration follows from count and rate")
    func exported() {
        let report = imported(
            #"""
            {"metrics": {"http_req_duration": {"avg": 5, "p(95)": 9, "thresholds": {"p(95)<500": false}},
            "http_req_failed": {"passes": 1, "fails": 3, "value": 0.25, "thresholds": {"rate<0.1": true}},
            "http_reqs": {"count": 4, "rate": 2}, "call_duration{to:b}": {"avg": 3}}}
            """#
        )
        #expect(
            report.performance == [
                LoadResult(
                    requests: 4,
                    failed: 1,
                    latency: [.average: 0.005, .p95: 0.009],
                    requestRate: 2,
                    duration: 2,
                    thresholds: ["http_req_duration p(95)<500": true, "http_req_failed rate<0.1": false]
                )
            ]
        )
        #expect(report.notes.last == "not taken as requests, as nothing says that they are times: call_duration")
    }

    @Test("counts that contradict each other, nothing sent and no HTTP at all are warnings")
    func warnings() {
        let contradiction = imported(
            #"{"metrics": {"http_reqs": {"count": 5, "rate": 1}, "http_req_failed": {"passes": 0, "fails": 4}}}"#
        )
        #expect(contradiction.warnings == ["the run: http_reqs counts 5 requests, http_req_failed 4"])
        #expect(imported(#"{"metrics": {"http_reqs": {"count": 0, "rate": 0}}}"#).warnings == ["no request was sent"])
        #expect(
            imported(#"{"metrics": {"iterations": {"count": 0}}}"#).warnings
                == ["neither HTTP nor gRPC requests were measured"]
        )
    }

    @Test("a metric that is no object, or no metrics at all, is an error")
    func broken() {
        #expect(imported(#"{"metrics": {"http_reqs": 5}}"#).errors == ["metric 'http_reqs' is not an object"])
        #expect(imported("{}", format: "k6-summary").errors == ["no 'metrics': this is no k6 summary"])
    }

    // MARK: The machine-readable summary, gRPC, arrival rates

    private static func machineReadable(_ metrics: String, duration: String = "120") -> String {
        """
        {"version": "1.0.0", "metadata": {"generatedAt": "2026-06-15T10:30:45Z", "k6Version": "2.1.0"},
        "config": {"execution": "local", "duration": \(duration)}, "results": {"passed": true, "metrics": [\(metrics)]}}
        """
    }

    private static let trend = #"""
        {"name": "http_req_duration", "type": "trend", "contains": "time", "category": "http",
        "values": {"count": 6000, "avg": 80, "p(95)": 190, "max": 910}}
        """#

    @Test("the machine-readable summary is read as the others: metrics are a list, and the rate of failures decides")
    func machineReadableSummary() {
        let counter = #"{"name": "http_reqs", "type": "counter", "values": {"count": 6000, "rate": 50}}"#
        for counts in [#""passes": 6, "fails": 5994"#, #""passes": 5994, "fails": 6"#] {
            let failed = #"{"name": "http_req_failed", "type": "rate", "values": {"rate": 0.001, \#(counts)}}"#
            let report = imported(Self.machineReadable([Self.trend, counter, failed].joined(separator: ",")))
            #expect(report.format == "k6-summary")
            #expect(report.messages == [])
            #expect(report.performance.map(\.requests) == [6_000])
            #expect(report.performance.map(\.failed) == [6])
            #expect(report.performance.first?.latency[.p95] == 0.19)
            #expect(report.performance.first?.requestRate == 50)
            #expect(report.performance.first?.duration == 120)
        }
        let wrong = #"{"name": "http_req_failed", "values": {"rate": 0, "passes": 900, "fails": 100}}"#
        #expect(imported(Self.machineReadable(wrong)).status == .error)
        #expect(imported(Self.machineReadable(#"{"values": {}}"#)).status == .error)
    }

    @Test("calls by gRPC are a series as those by HTTP are, and one of its own beside them")
    func grpc() {
        let calls =
            #""grpc_req_duration": {"type": "trend", "contains": "time", "values": {"p(95)": 20, "count": 500}}"#
        let alone = imported("{\"metrics\": {\(calls)}}")
        #expect(alone.warnings == [])
        #expect(alone.performance.map(\.labels) == [[:]])
        #expect(alone.performance.first?.latency == [.p95: 0.02])
        let http = #""http_req_duration": {"type": "trend", "contains": "time", "values": {"p(95)": 9, "count": 7}}"#
        #expect(
            imported("{\"metrics\": {\(calls), \(http)}}").performance.map(\.labels) == [[:], ["protocol": "grpc"]]
        )
    }

    @Test("where not one request of the whole test failed, none of a tagged part did", arguments: [0, 1])
    func partOfTheWhole(failed: Int) {
        let report = imported(
            """
            {"metrics": {"http_reqs": {"values": {"count": 10000, "rate": 100}},
            "http_req_failed": {"values": {"passes": \(failed), "fails": \(10_000 - failed)}},
            "http_req_duration{service:api}": {"contains": "time", "values": {"avg": 5, "p(95)": 6, "count": 5000}}}}
            """
        )
        #expect(report.performance.last?.labels == ["service": "api"])
        #expect(report.performance.last?.failed == (failed == 0 ? 0 : nil))
    }

    @Test(
        "scenarios with a set arrival rate tell what was to be offered",
        arguments: [
            (6_000, 60, nil), (5_950, 60, nil), (5_900, 60, "started 5900 of 6000 iterations"),
            (6_000, 95, "95 of at most 100 virtual users"),
        ] as [(Int, Int, String?)]
    )
    func arrivals(started: Int, users: Int, reason: String?) {
        let report = imported(
            """
            {"options": {"scenarios": {"a": {"executor": "constant-arrival-rate", "rate": 100, "timeUnit": "1s",
            "duration": "1m", "preAllocatedVUs": 50, "maxVUs": 100}}}, "state": {"testRunDurationMs": 60000},
            "metrics": {"iterations": {"values": {"count": \(started), "rate": 100}}, "vus": {"values": {"max": \(users)}},
            "http_reqs": {"values": {"count": \(started), "rate": \(Double(started) / 60)}}}}
            """
        )
        #expect(report.performance.first?.shortfalls.isEmpty == (reason == nil))
        if let reason { #expect(report.performance.first?.shortfalls.first?.contains(reason) == true) }
    }

    @Test("users that stand ready from the start are no shortage, nor are those of a test without a set rate")
    func readyUsers() {
        for scenario in [
            #"{"executor": "constant-arrival-rate", "rate": 1, "duration": "10s", "preAllocatedVUs": 9}"#,
            #"{"executor": "constant-vus", "vus": 9, "duration": "10s"}"#,
        ] {
            let report = imported(
                """
                {"options": {"scenarios": {"a": \(scenario)}}, "metrics": {"iterations": {"values": {"count": 10}},
                "vus": {"values": {"max": 9}}, "http_reqs": {"values": {"count": 10, "rate": 1}}}}
                """
            )
            #expect(report.performance.map(\.shortfalls) == [[]])
        }
    }

    @Test("a set arrival rate of which neither iterations nor drops are known shows nothing")
    func unknownArrivals() {
        let options =
            #""options": {"scenarios": {"a": {"executor": "ramping-arrival-rate", "stages": [{"target": 50, "duration": "1m30s"}]}}}"#
        let report = imported("{\(options), \"metrics\": {\"http_reqs\": {\"values\": {\"count\": 10}}}}")
        #expect(report.performance.first?.shortfalls.first?.contains("neither the reached rate") == true)
    }
}
