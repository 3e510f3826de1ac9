import Core
import Reports
import Testing

@Suite struct PytestJSONImporterTests {
    static let examples = [
        TestReportExample(
            "the outcome decides",
            #"""
            {"exitcode":1,"summary":{"total":6},"tests":[{"outcome":"passed"},{"outcome":"xpassed"},{"outcome":"failed"},{"outcome":"error"},{"outcome":"skipped"},{"outcome":"xfailed"}]}
            """#,
            TestTally(passed: 2, failed: 1, errors: 1, skipped: 2)
        ),
        TestReportExample(
            "the time is that of all stages",
            #"""
            {"exitcode":0,"summary":{"total":1},"tests":[{"outcome":"passed","setup":{"duration":0.25},"call":{"duration":0.5}}]}
            """#,
            TestTally(passed: 1, duration: 0.75)
        ),
        TestReportExample(
            "a file that was not collected is an error",
            #"""
            {"exitcode":1,"summary":{"total":1},"tests":[{"outcome":"passed"}],"collectors":[{"nodeid":"a.py","outcome":"failed","longrepr":"m"}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a run that was interrupted is an error",
            #"""
            {"exitcode":2,"summary":{"total":1},"tests":[{"outcome":"passed"}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            {"exitcode":0,"summary":{"total":4},"tests":[{"outcome":"passed"}]}
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "pytest-json-report") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"exitcode":1,"summary":{"total":1},"tests":[{"nodeid":"t/a.py::T::t","lineno":3,"outcome":"failed","call":{"crash":{"message":"m"}}}]}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "t/a.py",
                    className: "t/a.py",
                    name: "T::t",
                    file: "t/a.py",
                    line: 4,
                    status: .failed,
                    message: "m"
                )
        )
    }

    @Test("totals without tests are an error")
    func refused0() {
        expectRefused(
            #"""
            {"exitcode":1,"summary":{"total":4},"tests":[]}
            """#,
            format: "pytest-json-report",
            "declares 4 tests"
        )
    }
}
