import Core
import Reports
import Testing

@Suite struct RSpecImporterTests {
    static let examples = [
        TestReportExample(
            "the status decides",
            #"""
            {"examples":[{"status":"passed","run_time":0.5},{"status":"failed"},{"status":"pending"}],"summary":{"example_count":3}}
            """#,
            TestTally(passed: 1, failed: 1, skipped: 1, duration: 0.5)
        ),
        TestReportExample(
            "errors outside of examples count",
            #"""
            {"examples":[{"status":"passed"}],"summary":{"example_count":1,"errors_outside_of_examples_count":2}}
            """#,
            TestTally(passed: 1, errors: 2),
            warnings: 1
        ),
        TestReportExample(
            "declared totals that differ are said",
            #"""
            {"examples":[{"status":"passed"}],"summary":{"example_count":4}}
            """#,
            TestTally(passed: 1),
            warnings: 1
        ),
    ]

    @Test("every case counts once, with what it ended as", arguments: examples)
    func counts(_ example: TestReportExample) { example.check(format: "rspec-json") }

    @Test("a case keeps its name, place and message")
    func details() throws {
        let report = imported(
            #"""
            {"examples":[{"full_description":"a t","status":"failed","file_path":"./a.rb","line_number":4,"exception":{"message":"m"}}],"summary":{"example_count":1}}
            """#
        )
        let test = try #require(report.tests?.cases.first)
        #expect(
            test
                == TestCase(name: "a t", file: "a.rb", line: 4, status: .failed, message: "m")
        )
    }

    @Test("totals without examples are an error")
    func refused0() {
        expectRefused(
            #"""
            {"examples":[],"summary":{"example_count":4}}
            """#,
            format: "rspec-json",
            "declares 4 tests"
        )
    }
}
