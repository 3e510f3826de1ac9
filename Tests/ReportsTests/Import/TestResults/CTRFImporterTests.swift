import Core
import Reports
import Testing

@Suite struct CTRFImporterTests {
    static let examples = [
        TestReportExample(
            "the status decides; other is an error",
            #"""
            {"results":{"tool":{"name":"jest"},"summary":{"tests":5},"tests":[{"status":"passed","duration":500},{"status":"failed"},{"status":"skipped"},{"status":"pending"},{"status":"other"}]}}
            """#,
            TestTally(passed: 1, failed: 1, errors: 1, skipped: 2, duration: 0.5)
        ),
        TestReportExample(
            "flaky is what passed in the end",
            #"""
            {"results":{"tool":{"name":"jest"},"summary":{"tests":2},"tests":[{"status":"passed","flaky":true},{"status":"failed","flaky":true}]}}
            """#,
            TestTally(passed: 1, failed: 1, flaky: 1)
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            {"results":{"tool":{"name":"jest"},"summary":{"tests":2,"passed":2,"failed":0},"tests":[{"status":"passed"}]}}
            """#,
            TestTally(passed: 1),
            warnings: 2
        ),
    ]

    @Test("what CTRF has no field for comes from `extra` and `parameters`")
    func cells() {
        let report = imported(
            #"""
            {"results":{"tool":{"name":"x"},"summary":{"tests":1},"tests":[{"name":"t","status":"passed","browser":"chrome","parameters":{"orientation":"portrait","password":"p"},"extra":{"browserVersion":131,"journey":"sign_up","emulated":false}}]}}
            """#
        )
        #expect(
            report.tests?.cases.first?.properties == [
                "browser": "chrome", "browser_version": "131", "orientation": "portrait", "journey": "sign_up",
                "emulated": "false",
            ]
        )
    }

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "ctrf") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"results":{"tool":{"name":"jest"},"summary":{"tests":1},"tests":[{"name":"t","status":"failed","suite":["a","b"],"filePath":"./x.ts","line":4,"message":"m","trace":"at x","browser":"chrome 120","device":"Pixel"}]}}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "a › b",
                    className: "a › b",
                    name: "t",
                    file: "x.ts",
                    line: 4,
                    status: .failed,
                    message: "m\nat x",
                    properties: ["browser": "chrome 120", "device": "Pixel"]
                )
        )
    }

    @Test("totals without tests are an error")
    func refused0() {
        expectRefused(
            #"""
            {"results":{"tool":{"name":"jest"},"summary":{"tests":3},"tests":[]}}
            """#,
            format: "ctrf",
            "declares 3 tests"
        )
    }
}
