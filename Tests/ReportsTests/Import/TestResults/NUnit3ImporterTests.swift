import Core
import Reports
import Testing

@Suite struct NUnit3ImporterTests {
    static let examples = [
        TestReportExample(
            "the result decides, and a label makes a failure an error",
            #"""
            <test-run total="6" passed="1" warnings="1" failed="2"><test-suite><test-case result="Passed" duration="0.5"/><test-case result="Warning"/><test-case result="Failed"/><test-case result="Failed" label="Error"/><test-case result="Inconclusive"/><test-case result="Skipped" label="Ignored"/></test-suite></test-run>
            """#,
            TestTally(passed: 2, failed: 1, errors: 1, skipped: 2, duration: 0.5)
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            <test-run total="2" passed="2" failed="0"><test-suite><test-case result="Passed"/></test-suite></test-run>
            """#,
            TestTally(passed: 1),
            warnings: 2
        ),
        TestReportExample(
            "a failed run without a failed case is an error",
            #"""
            <test-run result="Failed"><test-suite><test-case result="Passed"/></test-suite></test-run>
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "no case is said",
            #"""
            <test-run total="0"><test-suite></test-suite></test-run>
            """#,
            TestTally(),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "nunit3") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <test-run><test-suite><test-case classname="C" name="t" result="Failed"><properties><property name="journey" value="pay"/><property name="_SKIP" value="x"/></properties><failure><message>m</message><stack-trace>at x</stack-trace></failure></test-case></test-suite></test-run>
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    className: "C",
                    name: "t",
                    status: .failed,
                    message: "m\nat x",
                    properties: ["journey": "pay"]
                )
        )
    }

    @Test("totals without cases are an error")
    func refused0() {
        expectRefused(
            #"""
            <test-run total="7"/>
            """#,
            format: "nunit3",
            "declares 7 tests"
        )
    }
}
