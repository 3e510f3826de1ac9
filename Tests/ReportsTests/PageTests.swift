import Core
import Criteria
import Reports
import Scanning
import Testing

@Suite("What the page tells")
struct PageTests {
    /// A run with earlier ones: a test that broke, one that was mended, and figures over time.
    private static let details: RunDetails = {
        let broken = TestKey(suite: "s", className: "Cart", name: "pays")
        let good = TestKey(suite: "s", className: "Cart", name: "adds <b>")
        var details = RunDetails(tests: [
            TestObservation(key: broken, outcome: .failed, seconds: 0.5, message: "expected 3, got 4"),
            TestObservation(key: good, outcome: .passed, seconds: 2.5),
        ])
        details.strips = [broken: ResultStrip(signs: "...F"), good: ResultStrip(signs: "....")]
        let name = "coverage_gate.overall.threshold"
        details.trends[name] = Trend(
            name: name,
            dimension: .ratio,
            points: [0.9, 0.8, 0.7459].enumerated().map { Trend.Point(time: Double($0), value: $1, run: "r\($0)") }
        )
        details.sources = [
            SourceText(
                path: "services/classifier/intent.py",
                text: "def a():\n    return 1\n",
                lines: [LineCoverage(line: 1, isCovered: true), LineCoverage(line: 2, isCovered: false)],
                added: [2...2]
            )
        ]
        details.matrix = CoverageMatrix(
            suites: ["unit", "e2e"],
            files: ["services/classifier/intent.py"],
            cells: [[Fraction(covered: 1, total: 2), nil]]
        )
        details.purposes = [.coverage: "what the team has agreed"]
        details.owners = ["api_gateway": "gateway-team"]
        details.criticalPaths = [CoverageSummary.Row(name: "paying", lines: Fraction(covered: 9, total: 10))]
        details.news = FindingComparison(
            new: [0],
            fixed: [
                .init(severity: .high, level: .error, rule: "S1", tool: "lint", file: "a.py", line: 3, message: "gone")
            ]
        )
        return details
    }()

    private static var summary: RunSummary {
        var summary = ExportSample.red
        var comparison = RunComparison()
        comparison.previous = RunComparison.RunName(id: "r1", commit: "4f1c2d9e8b")
        let key = TestKey(suite: "s", className: "Cart", name: "pays")
        comparison.newFailures = [RunComparison.Change(key: key, strip: ResultStrip(signs: "...F"))]
        summary.past = RunPast(
            comparison: comparison,
            groups: [
                FailureGroup(
                    signature: "expected <n>, got <n>",
                    tests: [key],
                    oldest: RunComparison.RunName(id: "r2", commit: nil),
                    owner: "@pay-team"
                )
            ]
        )
        return summary
    }

    private func page(_ summary: RunSummary, _ details: RunDetails) -> String {
        String(decoding: ReportForm.html.bytes(summary, details: details), as: UTF8.self)
    }

    @Test("the first screen has six gates with what was found, what was asked, what changed, and how it went")
    func tiles() throws {
        let page = page(Self.summary, Self.details)
        let first = try #require(page.split(separator: "id=\"gates\"").first)
        #expect(first.contains("<span class=\"figure\">74.59%</span>"))
        #expect(first.contains("5.4 points less"))
        #expect(first.contains("<polyline points="))
        #expect(first.contains("the project asks nothing here"))
    }

    @Test("new failures stand on the first screen with what they have in common, owner, and strip")
    func failures() throws {
        let page = page(Self.summary, Self.details)
        let first = try #require(page.split(separator: "id=\"next\"").first)
        #expect(first.contains("New failures <span class=\"number\">1</span>"))
        #expect(first.contains("expected &lt;n&gt;, got &lt;n&gt;"))
        #expect(first.contains("owner: @pay-team"))
        #expect(first.contains("last 4 runs: 3 passed, 1 failed"))
    }

    @Test("a gate's purpose is the configuration's, else a sentence of Assay's")
    func purposes() {
        let page = page(Self.summary, Self.details)
        #expect(page.contains("what the team has agreed"))
        #expect(self.page(Self.summary, RunDetails()).contains("Tests reach the code"))
    }

    @Test("components, critical paths, suites and times have their tables")
    func tables() {
        let page = page(Self.summary, Self.details)
        for words in [
            "gateway-team", "By critical path", "paying", "By suite", "The slowest tests", "2.5s", "Timeline",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.contains("1 new and 1 fixed since the run before"))
    }

    @Test("recommendations rest on evidence, and what blocks stands before what costs time")
    func recommendations() throws {
        let bytes = ReportForm.json.bytes(Self.summary, details: Self.details)
        let all = try #require(try JSON(parsing: bytes)["recommendations"]?.array)
        #expect(all.first?["evidence"]?.string?.contains("expected <n>, got <n>") == true)
        #expect(all.allSatisfy { $0["evidence"]?.string?.isEmpty == false && $0["effect"]?.string?.isEmpty == false })
        #expect(all.allSatisfy { $0["command"]?.string != nil || $0["place"]?.string != nil || $0["action"] != nil })
        let titles = all.compactMap { $0["action"]?.string }
        #expect(titles.contains { $0.hasPrefix("Test the lines listed") }, "\(titles)")
        #expect(!page(RunSummary(), RunDetails()).contains("What to do"))
    }

    @Test("what the run left for later reports comes back as it was")
    func details() throws {
        var read = try #require(DetailsCodec.decode(DetailsCodec.encode(Self.details)))
        read.tests = Self.details.tests
        #expect(read == Self.details)
        #expect(DetailsCodec.decode(Array("{\"assay_details\": 99}".utf8)) == nil)
        #expect(DetailsCodec.decode(Array("[".utf8)) == nil)
    }

    @Test("only what is our own goes into pictures, and a name of others never ends a script")
    func hostile() {
        var details = Self.details
        details.tests.append(
            TestObservation(key: TestKey(name: "</script><img src=x onerror=alert(1)>"), outcome: .flaky, seconds: 3)
        )
        details.sources[0].text = "</script><script>alert(1)</script>\u{202E}"
        let page = page(Self.summary, details)
        #expect(!page.contains("<img"))
        #expect(!page.contains("alert(1)</script>"))
    }

    @Test("a JSON report keeps to its own published schema")
    func schema() throws {
        let schema = try JSON(parsing: JSONReport.schema)
        for summary in [Self.summary, RunSummary(), ExportSample.red] {
            let report = try JSON(parsing: ReportForm.json.bytes(summary, details: Self.details))
            #expect(SchemaCheck.problems(of: report, schema) == [])
        }
    }
}

/// The part of JSON Schema that our own schema uses.
private enum SchemaCheck {
    static func problems(of value: JSON, _ schema: JSON, at path: String = "$") -> [String] {
        if let const = schema["const"] { return const == value ? [] : ["\(path): not \(const)"] }
        if let words = schema["enum"]?.array { return words.contains(value) ? [] : ["\(path): not one of \(words)"] }
        if let options = schema["anyOf"]?.array {
            return options.contains { problems(of: value, $0, at: path).isEmpty } ? [] : ["\(path): fits nothing"]
        }
        let types = schema["type"]?.array?.compactMap(\.string) ?? schema["type"]?.string.map { [$0] } ?? []
        guard types.contains(where: { fits(value, $0) }) else { return ["\(path): \(value) is no \(types)"] }
        var found: [String] = []
        if let items = schema["items"], let elements = value.array {
            found += elements.enumerated().flatMap { problems(of: $1, items, at: "\(path)[\($0)]") }
        }
        if let members = value.object {
            for required in schema["required"]?.array ?? [] where value[required.string ?? ""] == nil {
                found.append("\(path): lacks \(required)")
            }
            for member in members {
                let inner = schema["properties"]?[member.key] ?? schema["additionalProperties"]
                guard let inner else {
                    found.append("\(path): \(member.key) is not described")
                    continue
                }
                found += problems(of: member.value, inner, at: "\(path).\(member.key)")
            }
        }
        return found
    }

    private static func fits(_ value: JSON, _ type: String) -> Bool {
        switch type {
        case "object": value.object != nil
        case "array": value.array != nil
        case "string": value.string != nil
        case "integer": value.int != nil
        case "number": value.double != nil
        case "boolean": value.bool != nil
        case "null": value.isNull
        default: false
        }
    }
}
