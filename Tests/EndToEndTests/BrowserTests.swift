import Core
import Glibc
import Reports
import Testing

private let python = Folder.projectRoot + "/.venv/bin/python"

/// A browser that Playwright for Python can drive.
private let chromium: String? = {
    guard access(Folder.projectRoot + "/.venv/bin/playwright", X_OK) == 0 else { return nil }
    return ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first { access($0, X_OK) == 0 }
}()

@Suite(
    "The page in a browser",
    .enabled(if: chromium != nil, "Chromium or Playwright is missing: scripts/bootstrap browser installs them")
)
struct BrowserTests {
    /// A report of so many tests, every `failing`th of which failed.
    private func page(_ count: Int, failing: Int, in folder: Folder) -> (path: String, failed: Int) {
        var report = Report(path: "junit.xml", format: "junit")
        var results = TestResults()
        for index in 0..<count {
            let failed = failing > 0 && index % failing == 0
            results.tally.count(failed ? .failed : .passed, flaky: false, seconds: 0.01)
            results.cases.append(
                TestCase(
                    suite: "suite \(index / 100)",
                    name: "case \(index) <b>\u{202E}x",
                    file: "tests/test_\(index / 100).py",
                    status: failed ? .failed : .passed,
                    seconds: Double(index % 977) / 1_000,
                    message: failed ? "\u{1B}[31mAssertionError\u{1B}[0m: \(index) <script>alert(1)</script>" : nil
                )
            )
        }
        report.tests = results
        var summary = RunSummary(reports: [report])
        summary.verdict = RunVerdict(gates: [], problems: [Problem(.fail, "planted")])
        folder.write(ReportForm.html.bytes(summary), to: "report.html")
        return (folder.path + "/report.html", results.tally.failed)
    }

    @Test(
        "lists, filters, links and keys work from a file, without a request, a console message or a finding of axe",
        arguments: [(12, 0), (250, 5), (60_000, 100)]
    )
    func explored(count: Int, failing: Int) throws {
        let folder = Folder()
        let page = page(count, failing: failing, in: folder)
        let ended = Program.run(
            [
                python, Folder.projectRoot + "/Tests/Browser/explore.py", try #require(chromium), page.path, "\(count)",
                "\(page.failed)",
            ],
            in: folder
        )
        #expect(ended.code == 0, "\(ended.out)\(ended.err)")
    }
}
