import Core
import Reports
import Testing

@Suite struct PlaywrightImporterTests {
    static let examples = [
        TestReportExample(
            "the status of each project's test decides",
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[],"suites":[{"title":"in","specs":[{"title":"t","file":"a.spec.ts","line":3,"tests":[{"status":"expected","results":[{"duration":500}]},{"status":"unexpected"},{"status":"flaky","results":[{"duration":1},{"duration":500}]},{"status":"skipped"}]}]}]}],"errors":[],"stats":{"expected":1,"unexpected":1,"flaky":1,"skipped":1}}
            """#,
            TestTally(passed: 2, failed: 1, skipped: 1, flaky: 1, duration: 1)
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[],"suites":[{"title":"in","specs":[{"title":"t","file":"a.spec.ts","line":3,"tests":[{"status":"expected"}]}]}]}],"errors":[],"stats":{"expected":2,"unexpected":0,"flaky":0,"skipped":0}}
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
        TestReportExample(
            "an error outside of any test counts",
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[],"suites":[{"title":"in","specs":[{"title":"t","file":"a.spec.ts","line":3,"tests":[{"status":"expected"}]}]}]}],"errors":[{"message":"no server"}]}
            """#,
            TestTally(passed: 1, errors: 1),
            warnings: 1
        ),
        TestReportExample(
            "a test that was interrupted has not been skipped",
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[{"title":"t","tests":[{"status":"skipped","results":[{"status":"interrupted"}]},{"status":"skipped","results":[]}]}]}],"errors":[]}
            """#,
            TestTally(errors: 1, skipped: 1)
        ),
        TestReportExample(
            "an unknown status is an error",
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[],"suites":[{"title":"in","specs":[{"title":"t","file":"a.spec.ts","line":3,"tests":[{"status":"great"}]}]}]}],"errors":[]}
            """#,
            TestTally(errors: 1),
            warnings: 1
        ),
    ]

    @Test("a project's metadata and a test's annotations put it into cells; a played device is emulated")
    func cells() {
        let report = imported(
            #"""
            {"config":{"version":"1.40","projects":[{"name":"phone","metadata":{"browser":"Safari","browserVersion":"18.2","device":"iPhone 12"}}]},"suites":[{"title":"a.spec.ts","specs":[{"title":"t","tests":[{"projectName":"phone","status":"expected","annotations":[{"type":"journey","description":"sign_up"},{"type":"issue","description":"x"}]},{"projectName":"safari","status":"expected"}]}]}],"errors":[]}
            """#
        )
        #expect(
            report.tests?.cases.map(\.properties) == [
                [
                    "project": "phone", "browser": "webkit", "browser_version": "18.2", "device": "iPhone 12",
                    "emulated": "true", "journey": "sign_up",
                ],
                ["project": "safari", "browser": "webkit"],
            ]
        )
    }

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "playwright-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[],"suites":[{"title":"in","specs":[{"title":"t","file":"a.spec.ts","line":3,"tests":[{"projectName":"webkit","status":"unexpected","results":[{"error":{"message":"\u001b[31mm\u001b[0m"}}]}]}]}]}],"errors":[]}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "a.spec.ts",
                    className: "a.spec.ts › in",
                    name: "t",
                    file: "a.spec.ts",
                    line: 3,
                    status: .failed,
                    message: "m",
                    properties: ["project": "webkit", "browser": "webkit"]
                )
        )
    }

    @Test("totals without tests are an error")
    func refused0() {
        expectRefused(
            #"""
            {"config":{"version":"1.40"},"suites":[{"title":"a.spec.ts","specs":[],"suites":[{"title":"in","specs":[{"title":"t","file":"a.spec.ts","line":3,"tests":[]}]}]}],"errors":[],"stats":{"expected":2,"unexpected":0,"flaky":0,"skipped":0}}
            """#,
            format: "playwright-json",
            "declares 2 tests"
        )
    }
}
