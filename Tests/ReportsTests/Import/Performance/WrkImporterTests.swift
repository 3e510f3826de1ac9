import Core
import Criteria
import Reports
import Testing

@Suite struct WrkImporterTests {
    private func report(_ middle: String, end: String = "Transfer/sec:     1.10KB\n") -> Report {
        imported(
            """
            Running 1s test @ http://x
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency    42.28ms    3.67ms  1.65s    66.67%
              Latency Distribution
                 50%   40.25ms
                 99%    1.50s
              18 requests in 2.00s, 1.1KB read
            \(middle)
            Requests/sec:      9.00
            \(end)
            """
        )
    }

    @Test("counts, times and rates are read; what was never answered has failed")
    func figures() {
        let report = report("  Socket errors: connect 0, read 1, write 0, timeout 1\n  Non-2xx or 3xx responses: 3")
        #expect(report.format == "wrk")
        #expect(report.messages == [])
        let load = report.performance.first
        #expect(load?.requests == 20)
        #expect(load?.failed == 5)
        #expect(load?.latency == [.average: 0.04228, .maximum: 1.65, .p50: 0.04025, .p99: 1.5])
        #expect(load?.requestRate == 9)
        #expect(load?.duration == 2)
    }

    @Test("an output that is cut, or a count that is none, is an error")
    func broken() {
        #expect(report("", end: "Transfer/sec:     1.10K").status == .error)
        #expect(report("", end: "").status == .error)
        #expect(report("Non-2xx or 3xx responses: x").status == .error)
    }
}
