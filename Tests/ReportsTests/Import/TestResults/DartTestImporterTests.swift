import Core
import Reports
import Testing

@Suite struct DartTestImporterTests {
    static let examples = [
        TestReportExample(
            "the result decides; what is hidden is no test",
            #"""
            {"protocolVersion":"0.1.1","runnerVersion":"1.25","type":"start"}
            {"type":"suite","suite":{"id":0,"path":"a_test.dart"}}
            {"type":"testStart","time":500,"test":{"id":1,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":1,"result":"success","skipped":false,"hidden":true}
            {"type":"testStart","time":500,"test":{"id":2,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":2,"result":"success","skipped":false,"hidden":false}
            {"type":"testStart","time":500,"test":{"id":3,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":3,"result":"failure","skipped":false,"hidden":false}
            {"type":"testStart","time":500,"test":{"id":4,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":4,"result":"error","skipped":false,"hidden":false}
            {"type":"testStart","time":500,"test":{"id":5,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":5,"result":"success","skipped":true}
            {"type":"done","success":false}
            """#,
            TestTally(passed: 1, failed: 1, errors: 1, skipped: 1, duration: 2)
        ),
        TestReportExample(
            "a test without an end is an error",
            #"""
            {"protocolVersion":"0.1.1","runnerVersion":"1.25","type":"start"}
            {"type":"suite","suite":{"id":0,"path":"a_test.dart"}}
            {"type":"testStart","time":500,"test":{"id":1,"name":"t","suiteID":0,"line":4}}
            {"type":"done","success":true}
            """#,
            TestTally(errors: 1)
        ),
        TestReportExample(
            "events of flutter are passed over",
            #"""
            {"protocolVersion":"0.1.1","runnerVersion":"1.25","type":"start"}
            {"type":"suite","suite":{"id":0,"path":"a_test.dart"}}
            [{"event":"test.startedProcess"}]
            {"type":"testStart","time":500,"test":{"id":1,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":1,"result":"success","skipped":false,"hidden":false}
            {"type":"done","success":true}
            """#,
            TestTally(passed: 1, duration: 0.5)
        ),
        TestReportExample(
            "a run that was no success without a failed test is an error",
            #"""
            {"protocolVersion":"0.1.1","runnerVersion":"1.25","type":"start"}
            {"type":"suite","suite":{"id":0,"path":"a_test.dart"}}
            {"type":"testStart","time":500,"test":{"id":1,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":1,"result":"success","skipped":false,"hidden":false}
            {"type":"done","success":null}
            """#,
            TestTally(passed: 1, errors: 1, duration: 0.5),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "dart-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"protocolVersion":"0.1.1","runnerVersion":"1.25","type":"start"}
            {"type":"suite","suite":{"id":0,"path":"a_test.dart"}}
            {"type":"testStart","time":500,"test":{"id":1,"name":"t","suiteID":0,"line":4}}
            {"type":"error","testID":1,"error":"m","stackTrace":"at x"}
            {"type":"testDone","time":1000,"testID":1,"result":"failure","skipped":false,"hidden":false}
            {"type":"done","success":true}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "a_test.dart",
                    name: "t",
                    file: "a_test.dart",
                    line: 4,
                    status: .failed,
                    seconds: 0.5,
                    message: "m\nat x"
                )
        )
    }

    @Test("a stream without its end is an error")
    func refused0() {
        expectRefused(
            #"""
            {"protocolVersion":"0.1.1","runnerVersion":"1.25","type":"start"}
            {"type":"suite","suite":{"id":0,"path":"a_test.dart"}}
            {"type":"testStart","time":500,"test":{"id":1,"name":"t","suiteID":0,"line":4}}
            {"type":"testDone","time":1000,"testID":1,"result":"success","skipped":false,"hidden":false}
            """#,
            format: "dart-json",
            "'done'"
        )
    }
}
