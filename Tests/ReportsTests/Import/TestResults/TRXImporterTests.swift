import Core
import Reports
import Testing

@Suite struct TRXImporterTests {
    static let examples = [
        TestReportExample(
            "the outcome decides",
            #"""
            <TestRun><Results><UnitTestResult outcome="Passed" duration="00:00:01.5"/><UnitTestResult outcome="Failed"/><UnitTestResult outcome="Timeout"/><UnitTestResult outcome="NotExecuted"/></Results></TestRun>
            """#,
            TestTally(passed: 1, failed: 1, errors: 1, skipped: 1, duration: 1.5)
        ),
        TestReportExample(
            "inner results are parts of their result",
            #"""
            <TestRun><Results><UnitTestResult outcome="Failed"><InnerResults><UnitTestResult outcome="Passed"/><UnitTestResult outcome="Failed"/></InnerResults></UnitTestResult></Results><ResultSummary outcome="Failed"><Counters total="3" passed="1" failed="2"/></ResultSummary></TestRun>
            """#,
            TestTally(failed: 1)
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            <TestRun><Results><UnitTestResult outcome="Passed"/></Results><ResultSummary><Counters total="4" passed="1"/></ResultSummary></TestRun>
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
        TestReportExample(
            "a run that was aborted is an error, even if all listed tests passed",
            #"""
            <TestRun><Results><UnitTestResult outcome="Passed"/></Results><ResultSummary outcome="Failed"><RunInfos><RunInfo outcome="Error"><Text>host crashed</Text></RunInfo></RunInfos></ResultSummary></TestRun>
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "an outcome that is absent or unknown is an error",
            #"""
            <TestRun><Results><UnitTestResult/><UnitTestResult outcome="Fine"/></Results></TestRun>
            """#,
            TestTally(errors: 2),
            warnings: 2
        ),
        TestReportExample(
            "days and odd times",
            #"""
            <TestRun><Results><UnitTestResult outcome="Passed" duration="1.00:00:01"/><UnitTestResult outcome="Passed" duration="-1:x:2"/></Results></TestRun>
            """#,
            TestTally(passed: 2, duration: 86_401)
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "trx") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <TestRun><Results><UnitTestResult testId="1" testName="t" outcome="Failed"><Output><ErrorInfo><Message>m</Message><StackTrace>at x</StackTrace></ErrorInfo></Output></UnitTestResult></Results><TestDefinitions><UnitTest id="1"><TestMethod className="C" name="t"/></UnitTest></TestDefinitions></TestRun>
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(className: "C", name: "t", status: .failed, message: "m\nat x")
        )
    }

    @Test("totals without results are an error")
    func refused0() {
        expectRefused(
            #"""
            <TestRun><ResultSummary><Counters total="4"/></ResultSummary></TestRun>
            """#,
            format: "trx",
            "declares 4 tests"
        )
    }
}
