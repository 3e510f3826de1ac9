import Core
import Reports
import Scanning
import Testing

struct ExportReportTests {
    private func text(_ summary: RunSummary, width: Int = 100, color: Bool = false) -> [Substring] {
        var bytes: [UInt8] = []
        TextReport.write(summary, options: ReportOptions(colour: color, width: width)) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func page(_ summary: RunSummary) -> String {
        var bytes: [UInt8] = []
        HTMLReport.write(summary) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func document(_ summary: RunSummary) throws -> JSON {
        var bytes: [UInt8] = []
        JSONReport.write(summary) { bytes += $0 }
        return try JSON(parsing: bytes)
    }

    @Test("the first screen of text says the verdict, why, where and what to do")
    func firstScreen() {
        let lines = text(ExportSample.red)
        #expect(
            lines[0] == "FAIL  Measured, and not good enough. (4 fail · 1 not evaluated · 1 pass · 1 not applicable)"
        )
        #expect(lines.prefix(24).contains("  fail           step `api-tests` failed"))
        #expect(lines.prefix(24).contains("  fail           coverage_gate.overall.threshold"))
        #expect(lines.prefix(24).contains("                 74.59%, and `>= 80%` is asked for"))
        #expect(lines.prefix(24).contains("                 at services/classifier/intent.py:8"))
        #expect(lines.last { !$0.isEmpty }?.hasPrefix("FAIL  ") == true)
    }

    @Test("a criterion that does not pass is told with its exact value, samples, source, offenders and remedy")
    func criterion() {
        let lines = text(ExportSample.red).map { $0.drop { $0 == " " } }
        #expect(lines.contains("overall.threshold: >= 80%  (assay.yaml:61)"))
        #expect(lines.contains("fail: 74.59% (exactly 74.58563535911603%), 724 samples"))
        #expect(lines.contains("from out/gateway/lcov.info (lcov, step gateway-unit)"))
        #expect(lines.contains("• services/gateway/src/auth.js:40 — 66.67 % of 96 lines"))
        #expect(lines.contains("→ test the lines listed; reproduce with `assay run --only gateway-unit`"))
        #expect(!lines.contains { $0.hasPrefix("linting.pass_rate") })
    }

    @Test("text stays within the terminal's width but for words that do not fit", arguments: [60, 80, 120])
    func width(columns: Int) {
        for line in text(ExportSample.red, width: columns) where line.count > columns {
            #expect(line.split(separator: " ").contains { $0.count > columns / 2 }, "\(line)")
        }
    }

    @Test("colours are asked for, never assumed")
    func colours() {
        #expect(text(ExportSample.red, color: true)[0].hasPrefix("\u{1B}[1;31mFAIL\u{1B}[0m"))
        #expect(!text(ExportSample.red).contains { $0.contains("\u{1B}") })
    }

    @Test("nothing judged is not green", arguments: [nil, RunVerdict(gates: [], problems: [])])
    func unjudged(verdict: RunVerdict?) throws {
        let summary = RunSummary(verdict: verdict)
        #expect(text(summary)[0].hasPrefix("NOT EVALUATED"))
        #expect(page(summary).contains("<span class=\"word\">not evaluated</span>"))
        #expect(try document(summary)["exit_code"]?.int == 4)
    }

    @Test("a broken report counts nowhere and is told first")
    func brokenReport() throws {
        let json = try document(ExportSample.red)
        #expect(json["tests"]?["passed"]?.int == 211)
        let lines = text(ExportSample.red)
        let read = try #require(lines.firstIndex(of: "Reports read"))
        #expect(lines[read + 1].contains("error") && lines[read + 1].contains("out/e2e/junit.xml"))
        #expect(lines[read + 2].contains("error: line 88, column 14: the document ends inside <testcase>"))
    }

    @Test("the JSON document tells every gate down to the offender")
    func json() throws {
        let json = try document(ExportSample.red)
        #expect(json["assay_report"]?.int == 1)
        #expect(json["verdict"]?.string == "fail")
        #expect(json["exit_code"]?.int == 1)
        let criterion = try #require(json["gates"]?[0]?["criteria"]?[0])
        #expect(criterion["location"]?["line"]?.int == 61)
        let measured = try #require(criterion["cells"]?[0]?["measurements"]?[0])
        #expect(measured["value"]?.double == 540.0 / 724.0)
        #expect(measured["unit"]?.string == "ratio")
        #expect(measured["display"]?.string == "74.59%")
        #expect(measured["offenders"]?[1]?["line"]?.int == 40)
        #expect(json["coverage"]?["lines"]?["covered"]?.int == 540)
        #expect(json["findings"]?["by_severity"]?["high"]?.int == 1)
        #expect(json["steps"]?[1]?["outcome"]?.string == "flaky")
    }

    @Test("an interrupted run exits with 130 whatever its gates say")
    func interrupted() throws {
        var summary = ExportSample.red
        summary.interrupted = true
        #expect(try document(summary)["exit_code"]?.int == 130)
    }

    @Test("the page needs nothing from outside, skips no heading and leaves no template behind")
    func html() {
        let whole = page(ExportSample.red)
        // Its script is a file of its own, which a browser tries.
        let page = String(whole.prefix(upTo: whole.firstRange(of: "<script")?.lowerBound ?? whole.endIndex))
        #expect(page.contains("content=\"default-src 'none'; script-src 'sha256-"))
        for outside in ["http:", "https:", "src=", "url(", "@import", "<link", "{{"] {
            #expect(!page.contains(outside), "\(outside)")
        }
        let levels = page.split(separator: "<h").dropFirst().compactMap { $0.first?.wholeNumberValue }
        #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
        for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
        let ids = page.components("id=\"")
        for target in page.components("href=\"#") { #expect(ids.contains(target), "\(target)") }
        #expect(page.contains("74.58563535911603%"))
        #expect(page.contains("<code>assay run --only api-tests</code>"))
    }

    @Test(
        "a verdict's exit code is a promise",
        arguments: [
            (Verdict.pass, 0), (.waived, 0), (.warn, 0), (.fail, 1), (.error, 3), (.inconclusive, 4),
            (.notEvaluated, 4),
            (.notApplicable, 4),
        ] as [(Verdict, Int32)]
    )
    func exitCodes(verdict: Verdict, code: Int32) {
        #expect(ExitCode(for: verdict).rawValue == code)
    }
}

extension String {
    /// What stands between each `marker` and the next quote.
    fileprivate func components(_ marker: String) -> [String] {
        var found: [String] = []
        var rest = self[...]
        while let start = rest.firstRange(of: marker) {
            rest = rest[start.upperBound...]
            found.append(String(rest.prefix { $0 != "\"" }))
        }
        return found
    }
}
