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

private let firefox: String? = {
    guard access(python, X_OK) == 0 else { return nil }
    return ["/usr/bin/firefox-esr", "/usr/bin/firefox"].first { access($0, X_OK) == 0 }
}()

@Suite(
    "The page in a browser",
    .enabled(if: chromium != nil, "Chromium or Playwright is missing: scripts/bootstrap browser installs them")
)
struct BrowserTests {
    /// A report of so many tests, of which every `failing`th failed and every `flaky`th passed at a later try only.
    private func page(
        _ count: Int,
        failing: Int,
        flaky: Int = 0,
        in folder: Folder
    ) -> (path: String, failed: Int) {
        var report = Report(path: "junit.xml", format: "junit")
        report.tests = TestResults()
        var details = RunDetails()
        for index in 0..<count {
            let failed = failing > 0 && index % failing == 0
            let isFlaky = !failed && flaky > 0 && index % flaky == 0
            report.tests?.tally.count(failed ? .failed : .passed, flaky: isFlaky, seconds: 0.01)
            let test = TestCase(
                suite: "suite \(index / 100)",
                name: "case \(index) <b>\u{202E}x",
                file: "tests/test_\(index / 100).py",
                status: failed ? .failed : .passed,
                flaky: isFlaky,
                seconds: Double(index % 977) / 1_000,
                message: failed ? "\u{1B}[31mAssertionError\u{1B}[0m: \(index) <script>alert(1)</script>" : nil
            )
            if failed || isFlaky { report.tests?.cases.append(test) }
            let observed = TestObservation(test)
            details.tests.append(observed)
            if count < 1_000 { details.strips[observed.key] = ResultStrip(signs: failed ? "...FF" : "....~.") }
        }
        var summary = RunSummary(reports: [report])
        summary.verdict = RunVerdict(gates: [], problems: failing > 0 ? [Problem(.fail, "planted")] : [])
        folder.write(ReportForm.html.bytes(summary, details: details), to: "report.html")
        return (folder.path + "/report.html", report.tests?.tally.failed ?? 0)
    }

    private func run(_ script: String, _ arguments: String..., in folder: Folder) -> String {
        let ended = Program.run([python, "\(Folder.projectRoot)/Tests/Browser/\(script)"] + arguments, in: folder)
        return ended.code == 0 ? "" : "\(ended.out)\(ended.err)"
    }

    @Test(
        "lists, filters, links and keys work from a file, without a request, a console message or a finding of axe",
        arguments: [(12, 0, 0), (250, 5, 7), (300_000, 100, 0)]
    )
    func explored(count: Int, failing: Int, flaky: Int) throws {
        let folder = Folder()
        let page = page(count, failing: failing, flaky: flaky, in: folder)
        #expect(run("explore.py", try #require(chromium), page.path, "\(count)", "\(page.failed)", in: folder) == "")
    }

    @Test("Firefox walks the main path too", .enabled(if: firefox != nil, "Firefox is missing"))
    func firefoxWalks() throws {
        let folder = Folder()
        let page = page(2_000, failing: 20, in: folder)
        #expect(run("firefox.py", try #require(firefox), page.path, "2000", "\(page.failed)", in: folder) == "")
    }

    @Test("names, messages, output, sources and pictures of strangers are shown, and do nothing")
    func hostile() throws {
        let harm = "<script>window.harmed=1</script><img src=x onerror=window.harmed=1>\u{202E}"
        var report = Report(path: harm, format: "junit")
        let test = TestCase(
            suite: harm,
            name: harm,
            file: harm,
            status: .failed,
            message: harm + String(repeating: "long ", count: 10_000),
            output: "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7}" + harm,
            attachments: ["shot.png", "text.png", "missing.zip"]
        )
        report.tests = TestResults(tally: TestTally(failed: 1), cases: [test])
        var summary = RunSummary(reports: [report])
        summary.coverage = CoverageSummary(
            totals: CoverageTotals(lines: Fraction(covered: 1, total: 2)),
            files: [CoverageSummary.Row(name: "a.py", lines: Fraction(covered: 1, total: 2), missed: "2")]
        )
        var details = RunDetails()
        let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
        details.pictures = [
            "shot.png": "data:image/png;base64,\(dot)", "text.png": "data:image/png;base64,bm90IGFuIGltYWdl",
        ]
        let lines: FileLines = [LineCoverage(line: 1, isCovered: true), LineCoverage(line: 2, isCovered: false)]
        details.sources = [
            SourceText(
                path: "a.py",
                text: "a = 1\n</script><script>window.harmed=1</script>\n",
                lines: lines,
                added: [2...2]
            )
        ]
        let folder = Folder()
        folder.write(ReportForm.html.bytes(summary, details: details), to: "report.html")
        #expect(run("hostile.py", try #require(chromium), folder.path + "/report.html", in: folder) == "")
    }
}
