import Core
import Reports
import Testing

@Suite struct XUnitImporterTests {
    static let examples = [
        TestReportExample(
            "the result decides",
            #"""
            <assemblies><assembly total="4" passed="1" failed="1"><collection><test result="Pass" time="0.5"/><test result="Fail"/><test result="Skip"/><test result="NotRun"/></collection></assembly></assemblies>
            """#,
            TestTally(passed: 1, failed: 1, skipped: 2, duration: 0.5)
        ),
        TestReportExample(
            "an error outside of any test counts",
            #"""
            <assemblies><assembly total="1" passed="1" failed="0"><errors><error type="fixture" name="F"><failure><message>m</message></failure></error></errors><collection><test result="Pass"/></collection></assembly></assemblies>
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "an unknown result is an error",
            #"""
            <assemblies><assembly><collection><test result="odd"/></collection></assembly></assemblies>
            """#,
            TestTally(errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a single assembly",
            #"""
            <assembly name="a" run-date="2024-01-01" total="3"><test result="Pass"/></assembly>
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "xunit") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <assemblies><assembly><test type="C" name="t" result="Fail"><failure><message>m</message><stack-trace>at x</stack-trace></failure><traits><trait name="browser" value="firefox"/></traits></test></assembly></assemblies>
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
                    properties: ["browser": "firefox"]
                )
        )
    }

    @Test("totals without tests are an error")
    func refused0() {
        expectRefused(
            #"""
            <assemblies><assembly total="7"/></assemblies>
            """#,
            format: "xunit",
            "declares 7 tests"
        )
    }
}
