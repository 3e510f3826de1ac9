import Core
import Reports
import Testing

@Suite struct JestImporterTests {
    static let examples = [
        TestReportExample(
            "the status decides",
            #"""
            {"numTotalTests":4,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"m","assertionResults":[{"status":"passed","duration":500},{"status":"failed"},{"status":"pending"},{"status":"todo"}]}]}
            """#,
            TestTally(passed: 1, failed: 1, skipped: 2, duration: 0.5)
        ),
        TestReportExample(
            "a file that did not load is an error",
            #"""
            {"numTotalTests":0,"testResults":[{"name":"/w/a.test.js","status":"failed","message":"m","assertionResults":[]}]}
            """#,
            TestTally(errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a run that was no success without a failed test is an error",
            #"""
            {"numTotalTests":1,"success":false,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"m","assertionResults":[{"status":"passed"}]}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a run that was interrupted is an error",
            #"""
            {"numTotalTests":1,"success":true,"wasInterrupted":true,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"","assertionResults":[{"status":"passed"}]}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a file that passed without a test is said",
            #"""
            {"numTotalTests":1,"success":true,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"","assertionResults":[{"status":"passed"}]},{"name":"/w/b.test.js","status":"passed","message":"","assertionResults":[]}]}
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            {"numTotalTests":2,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"m","assertionResults":[{"status":"passed"}]}]}
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "jest-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"numTotalTests":1,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"m","assertionResults":[{"ancestorTitles":["a","b"],"title":"t","status":"failed","failureMessages":["m"],"location":{"line":4}}]}]}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "/w/a.test.js",
                    className: "a › b",
                    name: "t",
                    file: "/w/a.test.js",
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
            {"numTotalTests":3,"testResults":[{"name":"/w/a.test.js","status":"passed","message":"m","assertionResults":[]}]}
            """#,
            format: "jest-json",
            "declares 3 tests"
        )
    }
}
