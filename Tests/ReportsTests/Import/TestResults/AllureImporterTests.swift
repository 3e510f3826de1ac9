import Core
import Reports
import Testing

@Suite struct AllureImporterTests {
    static let examples = [
        TestReportExample(
            "passed",
            #"""
            {"uuid":"1","name":"t","status":"passed","stage":"finished","start":1000,"stop":1500}
            """#,
            TestTally(passed: 1, duration: 0.5)
        ),
        TestReportExample(
            "failed",
            #"""
            {"uuid":"1","name":"t","status":"failed","stage":"finished","start":1000,"stop":1500}
            """#,
            TestTally(failed: 1, duration: 0.5)
        ),
        TestReportExample(
            "broken is an error",
            #"""
            {"uuid":"1","name":"t","status":"broken","stage":"finished","start":1000,"stop":1500}
            """#,
            TestTally(errors: 1, duration: 0.5)
        ),
        TestReportExample(
            "unknown is an error",
            #"""
            {"uuid":"1","name":"t","status":"unknown","stage":"finished","start":1000,"stop":1500}
            """#,
            TestTally(errors: 1, duration: 0.5)
        ),
        TestReportExample(
            "skipped",
            #"""
            {"uuid":"1","name":"t","status":"skipped","stage":"finished","start":1000,"stop":1500}
            """#,
            TestTally(skipped: 1, duration: 0.5)
        ),
        TestReportExample(
            "flaky is what passed all the same",
            #"""
            {"uuid":"1","name":"t","status":"passed","stage":"finished","start":1000,"stop":1500,"statusDetails":{"flaky":true}}
            """#,
            TestTally(passed: 1, flaky: 1, duration: 0.5)
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "allure-result") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"uuid":"1","name":"t","status":"failed","stage":"finished","start":1000,"stop":1500,"statusDetails":{"message":"m"},"labels":[{"name":"suite","value":"S"}],"parameters":[{"name":"browser","value":"firefox"}]}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "S",
                    name: "t",
                    status: .failed,
                    seconds: 0.5,
                    message: "m",
                    properties: ["browser": "firefox"]
                )
        )
    }
}
