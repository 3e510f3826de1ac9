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
        #expect(imported(#"{"metrics": {"iterations": {"count": 0}}}"#).warnings == ["no HTTP request was measured"])
    }

    @Test("a metric that is no object, or no metrics at all, is an error")
    func broken() {
        #expect(imported(#"{"metrics": {"http_reqs": 5}}"#).errors == ["metric 'http_reqs' is not an object"])
        #expect(imported("{}", format: "k6-summary").errors == ["no 'metrics': this is no k6 summary"])
    }
}
