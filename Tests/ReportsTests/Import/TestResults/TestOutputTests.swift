import Core
import Reports
import Testing

@Suite("What failed tests wrote")
struct TestOutputTests {
    private func cases(_ body: String) -> [TestCase] {
        let text = "<testsuite name=\"s\"><testcase name=\"a\">\(body)</testcase></testsuite>"
        return imported(text, path: "junit.xml").tests?.cases ?? []
    }

    @Test(
        "output of a failed test is kept with its colours, which pytest writes as words; of what passed nothing is kept"
    )
    func colours() {
        let output = "#x1B[31mred#x1B[0m and more\n"
        let test = cases("<failure message=\"m\">t</failure><system-out>\(output)</system-out>").first
        #expect(test?.output == "\u{1B}[31mred\u{1B}[0m and more\n")
        #expect(test?.message == "m\nt")
        #expect(cases("<system-out>\(output)</system-out>").isEmpty)
    }

    @Test("what a terminal would act on besides colours is gone")
    func controls() {
        let test =
            "{\"name\":\"a\",\"status\":\"failed\",\"duration\":1,\"stdout\":[\"x\\u001b[31my\\u001b]0;t\\u0007\\u001b[2Jz\"]}"
        let text =
            "{\"reportFormat\":\"CTRF\",\"results\":{\"tool\":{\"name\":\"t\"},\"summary\":{\"tests\":1},\"tests\":[\(test)]}}"
        #expect(imported(text, format: "ctrf").tests?.cases.first?.output == "x\u{1B}[31my]0;t[2Jz")
    }

    @Test("of a line of 5 MB its beginning and its end are kept, and how much is left out is said")
    func long() throws {
        let line = String(repeating: "x", count: 5 << 20)
        let test = try #require(cases("<failure/><system-out>\(line)</system-out>").first)
        #expect(try #require(test.output).utf8.count < 9_000)
        #expect(test.output?.contains("bytes left out") == true)
    }

    @Test(
        "a test that passed after a failed try keeps what that try said, and written as Surefire does it is flaky again"
    )
    func tries() throws {
        let body = "<flakyFailure message=\"timed out\"><stackTrace>at shop</stackTrace></flakyFailure>"
        let test = try #require(cases(body).first)
        #expect(test.flaky && test.message == "timed out\nat shop")
        var report = Report(path: "a.xml", format: "junit")
        report.tests = TestResults(tally: TestTally(passed: 1, flaky: 1), cases: [test])
        let bytes = JUnitReport.bytes(RunSummary(reports: [report]), retries: .surefire)
        #expect(imported(bytes: bytes, path: "junit.xml").tests?.tally.flaky == 1)
    }

    @Test("files that a test names in Jenkins' way are its attachments; a path without end is none")
    func attachments() {
        let output =
            "[[ATTACHMENT|shots/a.png]]\n[[ATTACHMENT|\(String(repeating: "y", count: 70_000))]]\n[[ATTACHMENT|open"
        #expect(cases("<failure/><system-out>\(output)</system-out>").first?.attachments == ["shots/a.png"])
    }
}
