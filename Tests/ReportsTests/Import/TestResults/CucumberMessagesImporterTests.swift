import Core
import Reports
import Testing

@Suite struct CucumberMessagesImporterTests {
    static let examples = [
        TestReportExample(
            "a scenario that passed",
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"1","testStepResult":{"status":"PASSED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"1","willBeRetried":false}}
            {"testRunFinished":{"success":true}}
            """#,
            TestTally(passed: 1, duration: 1.5)
        ),
        TestReportExample(
            "an attempt that is repeated does not count",
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"1","testStepResult":{"status":"FAILED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"1","willBeRetried":true}}
            {"testCaseStarted":{"id":"2","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"2","testStepResult":{"status":"PASSED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"2","willBeRetried":false}}
            {"testRunFinished":{"success":true}}
            """#,
            TestTally(passed: 1, flaky: 1, duration: 1.5)
        ),
        TestReportExample(
            "an undefined step is an error",
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"1","testStepResult":{"status":"UNDEFINED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"1","willBeRetried":false}}
            {"testRunFinished":{"success":false}}
            """#,
            TestTally(errors: 1, duration: 1.5)
        ),
        TestReportExample(
            "a scenario without an end is an error",
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testRunFinished":{"success":true}}
            """#,
            TestTally(errors: 1)
        ),
        TestReportExample(
            "a run that was no success without a failed scenario is an error",
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"1","testStepResult":{"status":"PASSED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"1","willBeRetried":false}}
            {"testRunFinished":{"success":false}}
            """#,
            TestTally(passed: 1, errors: 1, duration: 1.5),
            warnings: 1
        ),
        TestReportExample(
            "a feature that could not be parsed is an error",
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"parseError":{"source":{"uri":"a"},"message":"m"}}
            {"testRunFinished":{"success":true}}
            """#,
            TestTally(errors: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "cucumber-messages") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"1","testStepResult":{"status":"FAILED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"1","willBeRetried":false}}
            {"testRunFinished":{"success":true}}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "f/a.feature",
                    name: "S",
                    file: "f/a.feature",
                    status: .failed,
                    seconds: 1.5,
                    message: "m"
                )
        )
    }

    @Test("a stream without its end is an error")
    func refused0() {
        expectRefused(
            #"""
            {"meta":{"protocolVersion":"27.0.0"}}
            {"pickle":{"id":"p","name":"S","uri":"f/a.feature"}}
            {"testCase":{"id":"c","pickleId":"p"}}
            {"testCaseStarted":{"id":"1","testCaseId":"c"}}
            {"testStepFinished":{"testCaseStartedId":"1","testStepResult":{"status":"PASSED","message":"m","duration":{"seconds":1,"nanos":500000000}}}}
            {"testCaseFinished":{"testCaseStartedId":"1","willBeRetried":false}}
            """#,
            format: "cucumber-messages",
            "testRunFinished"
        )
    }
}
