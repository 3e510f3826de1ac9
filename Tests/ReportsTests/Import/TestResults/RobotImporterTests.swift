import Core
import Reports
import Testing

@Suite struct RobotImporterTests {
    static let examples = [
        TestReportExample(
            "a test's own status decides, not that of its keywords",
            #"""
            <robot><suite name="A" source="/w/a.robot"><test name="a"><kw><status status="FAIL"/></kw><status status="PASS" elapsed="0.5"/></test><test name="b"><status status="FAIL">m</status></test><test name="c"><status status="SKIP"/></test><status status="FAIL"/></suite><statistics><total><stat pass="1" fail="1" skip="1">All Tests</stat></total><suite><stat pass="9" fail="9">A</stat></suite></statistics></robot>
            """#,
            TestTally(passed: 1, failed: 1, skipped: 1, duration: 0.5)
        ),
        TestReportExample(
            "before version 7 the time lies between two others",
            #"""
            <robot><suite name="A" source="/w/a.robot"><test><status status="PASS" starttime="20210319 11:34:50.250" endtime="20210319 11:34:50.750"/></test><test><status status="PASS" starttime="20210319 23:59:59.500" endtime="20210320 00:00:00.500"/></test><status status="FAIL"/></suite></robot>
            """#,
            TestTally(passed: 2, duration: 1.5)
        ),
        TestReportExample(
            "a test without a status is an error",
            #"""
            <robot><suite name="A" source="/w/a.robot"><test name="a"/><status status="FAIL"/></suite></robot>
            """#,
            TestTally(errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            <robot><suite name="A" source="/w/a.robot"><test><status status="PASS"/></test><status status="FAIL"/></suite><stat pass="2" fail="0">All Tests</stat></robot>
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "robot") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            <robot><suite name="A" source="/w/a.robot"><test name="t" line="4"><status status="FAIL">m</status></test><status status="FAIL"/></suite></robot>
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "A",
                    className: "A",
                    name: "t",
                    file: "/w/a.robot",
                    line: 4,
                    status: .failed,
                    message: "m"
                )
        )
    }
}
