import Core
import Criteria
import Reports
import Testing

@Suite struct JMeterImporterTests {
    @Test("samples are counted as a whole and by label, percentiles are exact", arguments: [",", ";"])
    func csv(_ separator: String) {
        let text = "timeStamp,elapsed,label,success\n1000,100,a,true\n1100,300,b,FALSE\n1200,200,a,true\n"
        let report = imported(text.split(separator: ",").joined(separator: separator))
        #expect(report.format == "jmeter-csv")
        #expect(report.messages == [])
        #expect(report.performance.map(\.labels) == [[:], ["request": "a"], ["request": "b"]])
        #expect(report.performance.map(\.requests) == [3, 2, 1])
        #expect(report.performance.map(\.failed) == [1, 0, 1])
        #expect(report.performance[0].latency[.p50] == 0.2)
        #expect(report.performance[0].latency[.p95] == 0.3)
        #expect(report.performance[0].duration == 0.4)
        #expect(report.performance[0].requestRate == 7.5)
    }

    @Test("a sample inside another does not count")
    func xml() {
        let report = imported(
            """
            <testResults><httpSample t='7' ts='1' s='true' lb='a'><httpSample t='3' s='false'/></httpSample>
            <sample t='9' ts='2' s='false'/></testResults>
            """
        )
        #expect(report.format == "jmeter-xml")
        #expect(report.performance.first?.requests == 2)
        #expect(report.performance.first?.failed == 1)
        #expect(report.performance.first?.latency[.maximum] == 0.009)
    }

    @Test("without time stamps there is no rate; without samples a warning")
    func missing() {
        let report = imported("timeStamp,elapsed,label,success\n2020/01/01 10:00:00,100,a,true\n")
        #expect(report.performance.first?.requestRate == nil)
        #expect(report.notes.count == 1)
        #expect(imported("timeStamp,elapsed,label,success\n").warnings == ["no request was sent"])
        #expect(imported("<testResults/>").warnings == ["no request was sent"])
    }

    @Test(
        "a broken or cut record is an error",
        arguments: ["1,2,a", "1,x,a,true\n", "1,2,a,maybe\n", "1,-2,a,true\n", "1,2,a,true"]
    )
    func broken(_ line: String) {
        #expect(imported("timeStamp,elapsed,label,success\n\(line)").status == .error)
    }

    @Test("a sample without its time or outcome is an error", arguments: ["s='true'", "t='1'", "t='1' s='x'"])
    func brokenSample(_ attributes: String) {
        #expect(imported("<testResults><sample \(attributes)/></testResults>").status == .error)
    }

    @Test("the sample of a transaction controller is a series of its own, and no request")
    func transactions() {
        let header = "timeStamp,elapsed,label,responseMessage,dataType,success,URL\n"
        let message = "\"Number of samples in transaction : 2, number of failing samples : 0\""
        let one = "1000,40,login,OK,text,true,http://h/l\n1040,60,basket,OK,text,true,http://h/b\n"
        let report = imported(header + one + "1000,100,checkout,\(message),,true,null\n")
        #expect(
            report.performance.map(\.labels) == [
                [:], ["request": "basket"], ["request": "login"], ["transaction": "checkout"],
            ]
        )
        #expect(report.performance.map(\.requests) == [2, 1, 1, 1])
        #expect(report.performance.first?.latency[.maximum] == 0.06)
        let alone = imported(header + "1000,100,checkout,\(message),,true,null\n")
        #expect(alone.warnings.count == 1)
        #expect(alone.performance.map(\.labels) == [["transaction": "checkout"]])
    }

    @Test("where no messages are saved, neither an address nor a type of data tells a transaction")
    func silentTransactions() {
        let header = "timeStamp,elapsed,label,dataType,success,URL\n"
        let report = imported(header + "1000,40,login,text,true,http://h/l\n1000,100,checkout,,true,null\n")
        #expect(report.performance.first?.requests == 1)
    }

    @Test("the samples within a transaction are requests, those within a request are parts of it")
    func nestedTransactions() {
        let report = imported(
            """
            <testResults><sample t='9' s='true' lb='tx' rm='Number of samples in transaction : 2, number of failing samples : 0'>
            <httpSample t='4' s='true' lb='a'><httpSample t='1' s='false' lb='redirect'/></httpSample>
            <httpSample t='5' s='false' lb='b'/></sample><httpSample t='7' s='true' lb='c'/></testResults>
            """
        )
        #expect(report.performance.first?.requests == 3)
        #expect(report.performance.first?.failed == 1)
        #expect(report.performance.last?.labels == ["transaction": "tx"])
    }

    @Test("a second header says that two runs were written into one file")
    func appended() {
        let header = "timeStamp,elapsed,label,success\n"
        let report = imported("\(header)1,2,a,true\n\(header)3,4,b,true\n")
        #expect(report.messages.first?.text.contains("second header") == true)
    }
}
