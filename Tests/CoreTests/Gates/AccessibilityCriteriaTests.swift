import Core
import Testing

@Suite("Accessibility as evidence")
struct AccessibilityCriteriaTests {
    private typealias Page = AccessibilityResults.Page

    private func scan(_ pages: [Page], levels: [String] = ["wcag2a", "wcag21aa"]) -> Report {
        var report = Report(path: "axe.json", format: "axe")
        let rules = levels.map { AccessibilityResults.Rule(id: "rule-\($0)", tags: ["cat.x", $0]) }
        report.accessibility = AccessibilityResults(engine: "axe-core 4", rules: rules, pages: pages)
        return report
    }

    private func page(_ url: String, bad: [String] = [], review: [String] = []) -> Page {
        Page(
            url: url,
            violations: bad.map { .init(rule: $0, impact: "serious", nodes: 2) },
            incomplete: review.map { .init(rule: $0, nodes: 1) },
            passed: ["rule-wcag2a", "rule-wcag21aa"]
        )
    }

    private func automated(_ reports: [Report], pages: [String] = []) throws -> CriterionVerdict {
        let lists = pages.isEmpty ? [:] : ["pages": pages]
        return Given.judge(
            try Given.criterion(.e2e, "accessibility.automated_checks", "100%", lists: lists),
            .e2e,
            reports
        )
    }

    private func level(_ phrase: String, _ reports: [Report]) throws -> CellVerdict {
        Given.judge(try Given.criterion(.e2e, "accessibility.wcag_level", phrase), .e2e, reports).cells[0]
    }

    @Test("pages without a violation, of all pages; what needs review is noted and is no pass by itself")
    func rate() throws {
        let good = try automated([scan([page("http://h/a", review: ["contrast"])])])
        #expect(good.verdict == .pass)
        #expect(good.cells[0].judgement.measurements[0].notes == ["1 check needs review by a person: contrast"])
        let bad = try automated([scan([page("http://h/a"), page("http://h/b", bad: ["image-alt"])])])
        #expect(bad.verdict == .fail)
        let measured = bad.cells[0].judgement.measurements[0]
        #expect(measured.value == 0.5)
        #expect(measured.samples == 2)
        #expect(measured.offenders.first?.name == "image-alt on http://h/b")
        #expect(measured.offenders.first?.detail == "serious, 2 elements")
    }

    @Test("a page that two scans looked at is one page with what either found")
    func union() throws {
        let reports = [scan([page("http://h/a")]), scan([page("http://h/a", bad: ["label"])])]
        let measured = try automated(reports).cells[0].judgement.measurements[0]
        #expect(measured.samples == 1)
        #expect(measured.value == 0)
    }

    @Test("a page that is listed must have been scanned, on whichever host")
    func listed() throws {
        let report = scan([page("http://localhost:3000/checkout/?step=1"), page("https://h/b", bad: ["x"])])
        let found = try automated([report], pages: ["/checkout", "https://h/b", "/missing"])
        #expect(found.cells.map(\.judgement.verdict) == [.pass, .fail, .notEvaluated])
        #expect(found.cells[2].judgement.reason?.contains("`/missing` was not scanned") == true)
    }

    @Test("a scan without a page, or of which no rule ran, proves nothing")
    func nothing() throws {
        #expect(try automated([scan([])]).verdict == .notEvaluated)
        #expect(try automated([scan([Page(url: "http://h/a")])]).verdict == .notEvaluated)
        #expect(try automated([]).verdict == .notEvaluated)
    }

    @Test("a page on which nothing was decided is no page: only to be reviewed, nothing to check, or never loaded")
    func undecided() throws {
        let pages = [
            Page(url: "http://h/a", incomplete: [.init(rule: "color-contrast", nodes: 54)]),
            Page(url: "http://h/a", inapplicable: ["area-alt"]), page("about:blank"),
            page("chrome-error://chromewebdata/"),
        ]
        for page in pages {
            #expect(try automated([scan([page])]).verdict == .notEvaluated)
            #expect(try level("A", [scan([page])]).judgement.verdict == .notEvaluated)
            // A violation elsewhere is one all the same.
            #expect(try automated([scan([page, self.page("http://h/b", bad: ["x"])])]).verdict == .fail)
            #expect(try automated([scan([page, self.page("http://h/b")])]).verdict == .notEvaluated)
        }
    }

    @Test("pages without an address are those of their reports, and no one page")
    func addresses() throws {
        var second = scan([page("", bad: ["x"])])
        second.path = "b.json"
        let measured = try automated([scan([page("")]), second]).cells[0].judgement.measurements[0]
        #expect(measured.samples == 2)
        #expect(measured.offenders.map(\.name) == ["x on b.json"])
    }

    @Test("violations count up to the level that is asked for, and not beyond")
    func levels() throws {
        let report = scan(
            [page("http://h/a", bad: ["rule-wcag21aa"])],
            levels: ["wcag2a", "wcag21aa", "wcag2aaa", "best-practice"]
        )
        #expect(try level("AA", [report]).judgement.verdict == .fail)
        // Clean at level A: what is missing is the audit.
        let clean = try level("A", [report])
        #expect(clean.judgement.verdict == .notEvaluated)
        #expect(clean.judgement.reason?.contains("audit") == true)
        let advice = scan(
            [page("http://h/a", bad: ["rule-best-practice"])],
            levels: ["wcag2a", "wcag21aa", "best-practice"]
        )
        #expect(try level("AA", [advice]).judgement.reason?.contains("audit") == true)
    }

    @Test("a level of which no rule ran is not measured, however few the violations")
    func levelWithoutRules() throws {
        let report = scan([Page(url: "http://h/a", passed: ["rule-wcag2a"])], levels: ["wcag2a"])
        let cell = try level("AA", [report])
        #expect(cell.judgement.verdict == .notEvaluated)
        #expect(cell.judgement.reason?.contains("no rule of level AA ran on http://h/a") == true)
    }
}
