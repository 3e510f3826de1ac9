import Core
import Reports
import Testing

@Suite struct AxeImporterTests {
    private func page(_ url: String, _ lists: String) -> String {
        #"{"testEngine": {"name": "axe-core", "version": "4.10.2"}, "url": "\#(url)", \#(lists)}"#
    }

    private let lists = #"""
        "violations": [{"id": "image-alt", "impact": "critical", "tags": ["cat.text", "wcag2a"], "nodes": [{}, {"html": "<img>"}]}],
        "passes": [{"id": "label", "impact": null, "tags": ["wcag2a"], "nodes": [{}]}],
        "incomplete": [{"id": "color-contrast", "impact": "serious", "tags": ["wcag2aa"], "nodes": [{}]}],
        "inapplicable": [{"id": "audio-caption", "tags": ["wcag2a"], "nodes": []}]
        """#

    @Test("one page, or a list of them; each rule with its tags once")
    func pages() throws {
        let one = page("http://h/a", lists)
        let report = imported("[\(one), \(page("http://h/b", lists))]")
        #expect(report.format == "axe")
        let results = try #require(report.accessibility)
        #expect(results.engine == "axe-core 4.10.2")
        #expect(results.rules.map(\.id) == ["image-alt", "label", "color-contrast", "audio-caption"])
        #expect(results.rules[0].tags == ["cat.text", "wcag2a"])
        #expect(results.pages.map(\.url) == ["http://h/a", "http://h/b"])
        let first = try #require(results.pages.first)
        #expect(first.violations == [.init(rule: "image-alt", impact: "critical", nodes: 2)])
        #expect(first.incomplete == [.init(rule: "color-contrast", impact: "serious", nodes: 1)])
        #expect(first.passed == ["label"])
        #expect(first.inapplicable == ["audio-caption"])
        #expect(imported(one).accessibility?.pages == [first])
    }

    @Test("the raw reporters list rules with their elements: what a rule says of itself counts without any")
    func raw() throws {
        let rules = #"""
            [{"id": "image-alt", "result": "failed", "impact": "critical", "tags": ["wcag2a"], "violations": [{}, {}],
            "passes": [{}], "incomplete": [], "inapplicable": []},
            {"id": "label", "result": "passed", "tags": ["wcag2a"], "violations": [], "passes": [{}], "inapplicable": []},
            {"id": "video", "result": "inapplicable", "violations": [], "passes": [], "inapplicable": []},
            {"id": "odd", "result": "failed", "violations": [], "passes": [], "inapplicable": []}]
            """#
        let alone = imported(rules)
        #expect(alone.format == "axe")
        let page = try #require(alone.accessibility?.pages.first)
        #expect(page.url.isEmpty)
        #expect(page.violations.map(\.nodes) == [2, 0])
        #expect(page.passed == ["image-alt", "label"])
        #expect(page.inapplicable == ["video"])
        let placed = imported(#"{"raw": \#(rules), "env": {"url": "http://h/a", "testEngine": {"name": "axe"}}}"#)
        #expect(placed.accessibility?.pages.map(\.url) == ["http://h/a"])
        #expect(placed.accessibility?.pages.first?.violations == page.violations)
    }

    @Test("a page with frames that axe could not look into is told, and counts without them")
    func frames() {
        let report = imported(
            page("http://h/a", #""violations": [], "passes": [{"id": "p"}], "incomplete": [{"id": "frame-tested"}]"#)
        )
        #expect(report.messages.compactMap(\.gap?.files) == [["http://h/a"]])
        #expect(report.accessibility?.pages.count == 1)
    }

    @Test("a page on which no rule ran is a warning")
    func idle() {
        let report = imported(page("http://h/a", #""violations": [], "passes": []"#))
        #expect(report.warnings == ["nothing was checked on http://h/a"])
    }

    @Test("what is something else is refused")
    func refused() {
        expectRefused(
            [
                "{}", "[1]", #"{"violations": [], "passes": []}"#, #"{"url": "u", "passes": []}"#,
                #"{"url": "u", "violations": [{}], "passes": []}"#, #"{"url": "u", "violations": 3, "passes": []}"#,
                #"{"url": "u", "violations": [], "violations": [], "passes": []}"#,
            ],
            "axe"
        )
    }
}
