import Core
import Reports
import Testing

@Suite struct MochawesomeImporterTests {
    static let examples = [
        TestReportExample(
            "the state decides",
            #"""
            {"stats":{"tests":4,"passes":1},"results":[{"file":"x.js","title":"","tests":[],"suites":[{"title":"a","tests":[{"state":"passed","duration":500},{"state":"failed"},{"state":"pending"},{"state":null,"skipped":true}]}]}]}
            """#,
            TestTally(passed: 1, failed: 1, skipped: 2, duration: 0.5)
        ),
        TestReportExample(
            "a hook that failed is an error",
            #"""
            {"stats":{"tests":1,"passes":1},"results":[{"file":"x.js","title":"","tests":[],"suites":[{"title":"a","beforeHooks":[{"title":"h","fail":true}],"tests":[{"state":"passed"}]}]}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a test that ran, and neither passed nor failed by the counters, is an error",
            #"""
            {"stats":{"tests":2,"passes":1,"failures":0,"pending":0,"skipped":0},"results":[{"tests":[{"state":"passed"}]}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 2
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            {"stats":{"tests":3,"passes":2},"results":[{"file":"x.js","title":"","tests":[],"suites":[{"title":"a","tests":[{"state":"passed"}]}]}]}
            """#,
            TestTally(passed: 1),
            warnings: 2
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "mochawesome") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"stats":{"tests":1,"passes":0},"results":[{"file":"x.js","title":"","tests":[],"suites":[{"title":"a","tests":[{"title":"t","state":"failed","err":{"message":"m","estack":"m\n at x"}}]}]}]}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(suite: "a", className: "a", name: "t", file: "x.js", status: .failed, message: "m\n at x")
        )
    }

    @Test("totals without tests are an error")
    func refused0() {
        expectRefused(
            #"""
            {"stats":{"tests":3,"passes":3},"results":[]}
            """#,
            format: "mochawesome",
            "declares 3 tests"
        )
    }
}
