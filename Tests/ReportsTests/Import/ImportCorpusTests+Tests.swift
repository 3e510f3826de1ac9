import Core
import Reports
import Scanning
import Testing

extension Corpus {
    /// Formats of test results, apart from JUnit XML.
    static let testFormats: Set<String> = [
        "trx", "nunit3", "nunit2", "xunit", "go-test-json", "tap", "playwright-json", "ctrf", "jest-json",
        "cucumber-json", "cucumber-messages", "testng", "robot", "mocha-json", "mochawesome", "pytest-json-report",
        "rspec-json", "ctest", "dart-json", "allure-result",
    ]
}

extension TestTally {
    /// The four counts, for comparison.
    var counts: [Int] { [passed, failed, errors, skipped] }
}

extension ImportCorpusTests {
    /// Compares with the figures of a report of tests.
    func testFigures(_ row: Corpus.Row, _ report: Report) throws {
        let tally = try #require(report.tests?.tally)
        let figures = row.figures
        func sum(_ key: String, _ words: String...) -> Int { words.reduce(0) { $0 + (figures[key]?[$1]?.int ?? 0) } }
        func number(_ key: String) -> Int { figures[key]?.int ?? 0 }
        switch row.format {
        case "trx":
            // Inner results (data rows, steps) are parts of a result and not counted again.
            #expect(tally.total == number("top_level_results"))
            let skipped = sum("by_outcome", "NotExecuted", "Inconclusive")
            #expect(tally.counts == [sum("by_outcome", "Passed"), sum("by_outcome", "Failed"), 0, skipped])
            #expect(abs(tally.duration - (figures["time_top_sum"]?.double ?? -1)) < 0.001)
        case "nunit3":
            // `Invalid` is no result of NUnit 3; what is unknown is an error.
            let skipped = sum("by_result", "Skipped", "Inconclusive")
            #expect(tally.total == number("tests"))
            #expect(tally.passed == sum("by_result", "Passed"))
            #expect(tally.failed + tally.errors == sum("by_result", "Failed", "Invalid"))
            #expect(tally.skipped == skipped)
            #expect(abs(tally.duration - (figures["time_cases_sum"]?.double ?? -1)) < 0.001)
        case "nunit2":
            let words = [sum("by_result", "Success"), sum("by_result", "Failure"), 0, sum("by_result", "Ignored")]
            #expect(tally.counts == words)
            #expect(abs(tally.duration - (figures["time_cases_sum"]?.double ?? -1)) < 0.001)
        case "xunit":
            #expect(tally.total == number("tests"))
            let words = ["Pass", "Fail", "invalid", "Skip"].map { sum("by_result", $0) }
            #expect(tally.counts == words)
            #expect(abs(tally.duration - (figures["time_cases_sum"]?.double ?? -1)) < 0.001)
        case "go-test-json":
            #expect(tally.total == number("tests"))
            #expect(tally.counts == ["pass", "fail", "error", "skip"].map { sum("by_final_action", $0) })
        case "tap":
            // Not ok, but expected not to be (TODO): no failure, and no pass either.
            let missing = max(0, number("plan") - tally.total + tally.errors) > 0 ? 1 : 0
            #expect(tally.counts == [number("ok"), number("not_ok"), missing, number("skip") + number("todo")])
        case "playwright-json":
            #expect(tally.total == number("tests"))
            #expect(tally.passed == sum("by_status", "expected", "flaky"))
            #expect(tally.counts[1...] == [sum("by_status", "unexpected"), 0, sum("by_status", "skipped")])
            #expect(tally.flaky == sum("by_status", "flaky"))
        case "ctrf":
            // `other` is neither passed nor skipped: an error.
            let skipped = sum("counted", "skipped", "pending")
            let words = [sum("counted", "passed"), sum("counted", "failed"), sum("counted", "other"), skipped]
            #expect(tally.counts == words)
            #expect(tally.flaky <= number("flaky"))
        case "cucumber-json":
            // An undefined step has no implementation: the scenario is broken, an error.
            #expect(tally.total == number("scenarios"))
            let words = ["passed", "failed", "undefined", "skipped"].map { sum("scenarios_by_worst", $0) }
            #expect(tally.counts == words)
        case "cucumber-messages":
            #expect(tally.total == number("test_cases"))
            #expect(tally.counts == ["PASSED", "FAILED", "UNDEFINED", "SKIPPED"].map { sum("by_worst_step", $0) })
        case "testng":
            // Configuration is no test, but where it fails, it is an error.
            let words = [("test_methods", "PASS"), ("test_methods", "FAIL"), ("config_methods", "FAIL")]
            #expect(tally.counts == words.map { sum($0, $1) } + [sum("test_methods", "SKIP")])
        case "robot":
            #expect(tally.counts == [sum("by_status", "PASS"), sum("by_status", "FAIL"), 0, sum("by_status", "SKIP")])
        case "mocha-json", "mochawesome":
            #expect(tally.total == number("tests"))
            #expect(tally.counts == [number("passes"), number("failures"), 0, number("pending")])
        case "pytest-json-report":
            // Expected failures are skipped; unexpected passes have passed.
            #expect(tally.passed == sum("summary", "passed", "xpassed"))
            #expect(
                tally.counts[1...] == [
                    sum("summary", "failed"), sum("summary", "error"), sum("summary", "skipped", "xfailed"),
                ]
            )
        case "rspec-json":
            #expect(tally.total == number("example_count"))
            #expect(tally.counts[1...] == [number("failure_count"), 0, number("pending_count")])
        case "ctest":
            #expect(
                tally.counts == [sum("by_status", "passed"), sum("by_status", "failed"), 0, sum("by_status", "notrun")]
            )
        case "dart-json":
            #expect(tally.counts == ["success", "failure", "error", "skipped"].map { sum("by_result", $0) })
        case "allure-result":
            // A status that is unknown is an error.
            let words = [["passed"], ["failed"], ["broken", "unknown"], ["skipped"]]
            #expect(tally.counts == words.map { $0.contains(figures["status"]?.string ?? "") ? 1 : 0 })
            let span = (figures["stop"]?.double ?? 0) - (figures["start"]?.double ?? 0)
            #expect(abs(tally.duration - span / 1_000) < 0.001)
        default:
            #expect(tally.total == number("numTotalTests"))
            #expect(tally.passed == number("numPassedTests"))
            #expect(tally.failed == number("numFailedTests"))
        }
    }
}
