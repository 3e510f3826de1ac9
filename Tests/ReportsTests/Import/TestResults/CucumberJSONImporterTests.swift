import Core
import Reports
import Testing

@Suite struct CucumberJSONImporterTests {
    static let examples = [
        TestReportExample(
            "the worst step decides; undefined and pending are errors",
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"passed","duration":500000000}},{"name":"x","result":{"status":"passed","duration":500000000}}]},{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"passed","duration":500000000}},{"name":"x","result":{"status":"failed","duration":500000000,"error_message":"m"}},{"name":"x","result":{"status":"skipped","duration":500000000}}]},{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"undefined","duration":500000000}}]},{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"pending","duration":500000000}}]},{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"skipped","duration":500000000}}]}]}]
            """#,
            TestTally(passed: 1, failed: 1, errors: 2, skipped: 1, duration: 4)
        ),
        TestReportExample(
            "a background belongs to the scenario behind it",
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[{"type":"background","steps":[{"result":{"status":"failed"}}]},{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"skipped","duration":500000000}}]}]}]
            """#,
            TestTally(failed: 1, duration: 0.5)
        ),
        TestReportExample(
            "a hook that failed fails its scenario",
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"passed","duration":500000000}}],"after":[{"result":{"status":"failed"}}]}]}]
            """#,
            TestTally(failed: 1, duration: 0.5)
        ),
        TestReportExample(
            "an unknown status is an error",
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"odd","duration":500000000}}]}]}]
            """#,
            TestTally(errors: 1, duration: 0.5),
            warnings: 1
        ),
        TestReportExample(
            "a scenario without a step, or with a step of no result, has not passed",
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[{"type":"scenario","name":"S","line":3,"steps":[],"before":[{"result":{"status":"passed"}}]},{"type":"scenario","name":"T","line":5,"steps":[{"name":"x","result":{"status":"passed"}},{"name":"y"}]}]}]
            """#,
            TestTally(skipped: 2)
        ),
        TestReportExample(
            "no scenario is said",
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[]}]
            """#,
            TestTally(),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "cucumber-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            [{"uri":"f/a.feature","name":"F","elements":[{"type":"scenario","name":"S","line":3,"steps":[{"name":"x","result":{"status":"failed","duration":500000000,"error_message":"m"}}]}]}]
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(
                    suite: "F",
                    className: "F",
                    name: "S",
                    file: "f/a.feature",
                    line: 3,
                    status: .failed,
                    seconds: 0.5,
                    message: "m"
                )
        )
    }
}
