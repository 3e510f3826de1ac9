import Core
import Reports
import Testing

@Suite struct MochaImporterTests {
    static let examples = [
        TestReportExample(
            "the three lists decide",
            #"""
            {"stats":{"tests":4,"passes":2,"failures":1},"tests":[{},{},{},{}],"pending":[{}],"failures":[{}],"passes":[{"duration":500},{"currentRetry":1}]}
            """#,
            TestTally(passed: 2, failed: 1, skipped: 1, flaky: 1, duration: 0.5)
        ),
        TestReportExample(
            "a hook that failed is a failure",
            #"""
            {"stats":{"tests":1,"passes":1,"failures":1},"tests":[{}],"pending":[],"failures":[{"title":"hook"}],"passes":[{}]}
            """#,
            TestTally(passed: 1, failed: 1)
        ),
        TestReportExample(
            "a test that is in none of the lists is said",
            #"""
            {"stats":{"tests":2,"passes":1},"tests":[{},{}],"pending":[],"failures":[],"passes":[{}]}
            """#,
            TestTally(passed: 1),
            warnings: 2
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "mocha-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"stats":{"tests":1,"passes":0,"failures":1},"tests":[{}],"pending":[],"failures":[{"title":"t","fullTitle":"a b t","file":"x.js","err":{"message":"m"}}],"passes":[]}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(className: "a b", name: "t", file: "x.js", status: .failed, message: "m")
        )
    }

    @Test("totals without results are an error")
    func refused0() {
        expectRefused(
            #"""
            {"stats":{"tests":2,"passes":0},"tests":[{},{}],"pending":[],"failures":[],"passes":[]}
            """#,
            format: "mocha-json",
            "declares 2 tests"
        )
    }
}
