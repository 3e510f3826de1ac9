import Core
import Reports
import Testing

@Suite struct TestNGImporterTests {
    static let examples = [
        TestReportExample(
            "the status decides",
            #"""
            <testng-results total="3" passed="1" failed="1"><suite name="s"><test name="T"><class name="C"><test-method status="PASS" duration-ms="500"/><test-method status="FAIL"/><test-method status="SKIP"/></class></test></suite></testng-results>
            """#,
            TestTally(passed: 1, failed: 1, skipped: 1, duration: 0.5)
        ),
        TestReportExample(
            "configuration is no test, but an error where it fails",
            #"""
            <testng-results><suite name="s"><test name="T"><class name="C"><test-method is-config="true" status="PASS"/><test-method is-config="true" status="FAIL" name="setUp"/><test-method status="SKIP"/></class></test></suite></testng-results>
            """#,
            TestTally(errors: 1, skipped: 1),
            warnings: 1
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            <testng-results total="121" passed="121"><suite name="s"><test name="T"><class name="C"><test-method status="PASS"/></class></test></suite></testng-results>
            """#,
            TestTally(passed: 1),
            warnings: 2
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "testng") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <testng-results><suite name="s"><test name="T"><class name="C"><test-method status="FAIL" name="t"><exception class="E"><message><![CDATA[m]]></message></exception></test-method></class></test></suite></testng-results>
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(suite: "T", className: "C", name: "t", status: .failed, message: "m")
        )
    }

    @Test("totals without tests are an error")
    func refused0() {
        expectRefused(
            #"""
            <testng-results total="3"/>
            """#,
            format: "testng",
            "declares 3 tests"
        )
    }
}
