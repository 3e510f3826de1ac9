import Core
import Criteria
import Reports
import Testing

@Suite struct LocustCSVImporterTests {
    private let header = "Type,Name,Request Count,Failure Count,Average Response Time,Requests/s,50%,95%\n"

    @Test("rows that failed more often than all of them together contradict the report")
    func contradiction() {
        let report = imported(header + "GET,/a,4,3,10.5,2.0,9,20\n,Aggregated,4,1,10.5,2.0,9,20\n")
        #expect(report.errors == ["its rows count 3 failed requests, and the row 'Aggregated' 1"])
        #expect(report.performance.isEmpty)
    }

    @Test("the row 'Aggregated' is the whole run, the others are its parts")
    func rows() {
        let report = imported(header + "GET,/a,4,1,10.5,2.0,9,20\n,Aggregated,4,1,10.5,2.0,9,N/A\n")
        #expect(report.format == "locust-csv")
        #expect(report.messages == [])
        #expect(report.performance.map(\.labels) == [[:], ["request": "/a", "method": "GET"]])
        #expect(report.performance[0].errorRate == 0.25)
        #expect(report.performance[0].latency == [.average: 0.0105, .p50: 0.009])
        #expect(report.performance[0].requestRate == 2)
    }

    @Test("of a history the last row counts, without the percentiles of its last seconds")
    func history() {
        let report = imported(
            "Timestamp,User Count,Type,Name,Requests/s,95%,Total Request Count,Total Failure Count\r\r\n"
                + "100,1,,Aggregated,5,9,0,0\r\r\n110,1,,Aggregated,7,9,40,2\r\r\n"
        )
        #expect(report.messages == [])
        #expect(report.performance == [LoadResult(requests: 40, failed: 2, requestRate: 4, duration: 10)])
    }

    @Test(
        "no sum at the end, too few fields or counts that do not fit are errors",
        arguments: [
            "GET,/a,4,1,10,2,9,20\n", ",Aggregated,4,1\n", ",Aggregated,4,5,10,2,9,20\n", ",Aggregated,4,1,10,2,9,20",
        ]
    )
    func broken(_ row: String) { #expect(imported(header + row).status == .error) }

    @Test("a column that occurs twice shifts nothing")
    func doubled() {
        let header = "Type,Name,Request Count,Failure Count,Name,Requests/s\n"
        #expect(imported(header + ",Aggregated,1,0,2\n").status == .error)
        #expect(imported(header + ",Aggregated,1,0,x,2\n").performance.first?.requestRate == 2)
    }
}
