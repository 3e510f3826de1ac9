import Core
import Reports
import Testing

@Suite struct NUnit2ImporterTests {
    static let examples = [
        TestReportExample(
            "the result decides",
            #"""
            <test-results total="5"><test-suite><results><test-case result="Success" time="0.25"/><test-case result="Failure"/><test-case result="Error"/><test-case result="Ignored"/><test-case result="NotRunnable"/></results></test-suite></test-results>
            """#,
            TestTally(passed: 1, failed: 1, errors: 2, skipped: 1, duration: 0.25)
        ),
        TestReportExample(
            "before version 2.5 two attributes say it",
            #"""
            <test-results><test-suite><results><test-case executed="True" success="True"/><test-case executed="True" success="False"/><test-case executed="False"/></results></test-suite></test-results>
            """#,
            TestTally(passed: 1, failed: 1, skipped: 1)
        ),
        TestReportExample(
            "a total of those that ran is as good as one of all",
            #"""
            <test-results total="1"><test-suite><results><test-case result="Success"/><test-case result="Ignored"/></results></test-suite></test-results>
            """#,
            TestTally(passed: 1, skipped: 1)
        ),
        TestReportExample(
            "a total that differs is said, and a failure that is declared and not listed is an error",
            #"""
            <test-results total="75" failures="1"><test-suite><results><test-case result="Success"/></results></test-suite></test-results>
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 2
        ),
        TestReportExample(
            "truth values in small letters",
            #"""
            <test-results><test-suite><results><test-case executed="true" success="true"/><test-case executed="true" success="false"/><test-case executed="false"/></results></test-suite></test-results>
            """#,
            TestTally(passed: 1, failed: 1, skipped: 1)
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "nunit2") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <test-results><test-suite><results><test-case name="N.t" result="Failure" time="x"><failure><message><![CDATA[m]]></message><stack-trace>at x</stack-trace></failure></test-case></results></test-suite></test-results>
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(name: "N.t", status: .failed, message: "m\nat x")
        )
    }

    @Test("totals without cases are an error")
    func refused0() {
        expectRefused(
            #"""
            <test-results total="7"/>
            """#,
            format: "nunit2",
            "declares 7 tests"
        )
    }
}
