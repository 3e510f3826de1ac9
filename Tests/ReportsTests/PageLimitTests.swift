import Core
import Criteria
import Reports
import Testing

@Suite("A page of bad input")
struct PageLimitTests {
    private func page(_ summary: RunSummary, _ details: RunDetails = RunDetails()) -> String {
        String(decoding: ReportForm.html.bytes(summary, details: details), as: UTF8.self)
    }

    private func failing(_ tests: [TestCase]) -> RunSummary {
        var report = Report(path: "junit.xml", format: "junit")
        report.tests = TestResults(tally: TestTally(failed: tests.count), cases: tests)
        return RunSummary(reports: [report])
    }

    @Test("10,000 findings at one place are 200 rows for readers without a script, and all of them in the list")
    func findings() {
        var report = Report(path: "lint.sarif", format: "sarif")
        report.findings = FindingResults(
            findings: (0..<10_000).map {
                Finding(tool: "lint", rule: "R", message: "word \($0)", file: "a.c", line: 1, fingerprint: "\($0)")
            }
        )
        let page = page(RunSummary(reports: [report]))
        #expect(page.split(separator: "<code>a.c:1</code>").count - 1 == 200)
        #expect(page.contains("… and 9800 more"))
        #expect(page.utf8.count < 300_000, "\(page.utf8.count)")
    }

    @Test("names of 64 KiB and messages of 5 MB in one line are cut, and what is cut off is counted")
    func long() {
        let name = String(repeating: "n", count: 64 << 10)
        let message = String(repeating: "m", count: 5 << 20)
        let page = page(
            failing([TestCase(suite: name, className: name, name: name, file: name, status: .failed, message: message)])
        )
        #expect(page.utf8.count < 200_000, "\(page.utf8.count)")
        #expect(page.contains("more characters"))
        #expect(!page.contains(String(repeating: "n", count: 2_000)))
    }

    @Test("output that is no UTF-8 is shown with marks in place of what cannot be read")
    func broken() {
        let bytes =
            Array("<testsuite><testcase name=\"a\"><failure/><system-out>good ".utf8)
            + [0xC3, 0x28] + Array(" end</system-out></testcase></testsuite>".utf8)
        let report = imported(bytes: bytes, format: "junit", path: "junit.xml")
        if report.status != .error {
            #expect(report.tests?.cases.first?.output?.contains("end") == true)
        }
        let page = page(RunSummary(reports: [report]))
        #expect(page.contains("<span class=\"word\">"))
    }

    @Test(
        "as many groups of failures as there are failures are six on the first screen, and how many there are is said"
    )
    func groups() {
        let tests = (0..<3_000).map { TestCase(name: "case \($0)", status: .failed, message: "own cause \($0)") }
        let page = page(failing(tests))
        #expect(page.contains("Failures <span class=\"number\">3000</span>"))
        #expect(page.contains("… and 2994 more"))
    }

    @Test("a strip, a trend and a timeline of numbers that cannot be leave the page whole")
    func numbers() {
        var details = RunDetails()
        details.trends["x"] = Trend(
            name: "x",
            dimension: .ratio,
            points: [.nan, .infinity, 1e308].map { Trend.Point(time: $0, value: $0, run: "") }
        )
        var summary = ExportSample.red
        for index in summary.steps.indices {
            for place in summary.steps[index].attempts.indices {
                summary.steps[index].attempts[place].started = .infinity
            }
        }
        #expect(page(summary, details).contains("Timeline"))
    }
}
