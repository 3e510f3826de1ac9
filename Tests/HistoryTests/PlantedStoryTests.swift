import Core
import Criteria
import Engine
import Story
import TestSupport
import Testing

@testable import History

@Suite("Sixty days with a planted story")
struct PlantedStoryTests {
    private let folder = TemporaryFolder()
    private let story = PlantedStory()
    private let history: SQLiteHistory

    init() throws {
        history = try SQLiteHistory(path: "\(folder.path)/history.db")
        for record in story.records { try history.add(record) }
    }

    private func day(_ number: Int) -> Double { PlantedStory.start + Double(number) * 86_400 }

    private func window(from: Int = 0, until: Int = PlantedStory.days) throws -> InsightWindow {
        let reader = InsightReader(history: history)
        return try reader.window(branch: "main", from: day(from), until: day(until), settings: InsightSettings())
    }

    @Test("The two flaky tests are called flaky, no other test is anything but healthy, and the outage is left out")
    func flaky() throws {
        let report = try window().flaky
        #expect(Set(report.rows.map(\.key.name)) == [PlantedStory.unordered, PlantedStory.retried])
        #expect(report.rows.allSatisfy { $0.state == .flaky })
        #expect(report.outages.map(\.id) == ["day35-1"])
        #expect(report.tests == 60)
        // The one that fails blocks runs; the one that passes on retry costs nobody a run.
        let blocked = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.key.name, $0.runsBlocked) })
        #expect((blocked[PlantedStory.unordered] ?? 0) > 10)
        #expect(blocked[PlantedStory.retried] == 0)
    }

    @Test("In the broken week the three tests are broken since its first run, and one group")
    func broken() throws {
        let report = try window(until: 45).flaky
        let broken = report.rows.filter { $0.state == .broken }.map(\.key.name)
        #expect(Set(broken) == Set(PlantedStory.brokenWeek))
        let records = story.records.filter { $0.run.started < day(45) }
        let before = MemoryRunHistory()
        for record in records.dropLast() { try before.add(record) }
        let reader = PastReader(history: before, family: BranchFamily(branch: "main"))
        let past = try reader.past(of: try #require(records.last)) { _ in "team-shop" }
        let still = past.comparison.stillFailing.filter { PlantedStory.brokenWeek.contains($0.key.name) }
        #expect(still.map(\.since?.id) == ["day40-0", "day40-0", "day40-0"])
        #expect(still.map(\.lastPassed?.id) == ["day39-3", "day39-3", "day39-3"])
        let group = try #require(past.groups.first { $0.tests.count == 3 })
        #expect(group.signature == "KeyError: 'total' of order <n>")
        #expect(group.oldest.id == "day40-0")
        #expect(group.owner == "team-shop")
    }

    @Test("A report of a day has a strip for every test, and its figures over the runs before, the day's own last")
    func details() throws {
        let records = story.records.filter { $0.run.started < day(45) }
        let history = MemoryRunHistory()
        for record in records.dropLast() { try history.add(record) }
        let own = try #require(records.last)
        let details = try PastReader(history: history, family: BranchFamily(branch: "main")).details(of: own)
        #expect(details.tests == own.tests)
        #expect(details.strips.count == own.tests.count)
        let broken = try #require(own.tests.first { PlantedStory.brokenWeek.contains($0.key.name) })
        #expect(details.strips[broken.key]?.description.hasSuffix("F") == true)
        let figure = try #require(own.figures.first)
        #expect(details.trends[figure.name]?.points.last?.run == own.run.id)
        #expect(details.trends[figure.name]?.points.count == ResultStrip.length)
    }

    @Test("The day after the broken week its tests are fixed, and the week is nobody's flakiness")
    func mended() throws {
        let records = story.records.filter { $0.run.started <= day(47) }
        let before = MemoryRunHistory()
        for record in records.dropLast() { try before.add(record) }
        let reader = PastReader(history: before, family: BranchFamily(branch: "main"))
        let past = try reader.past(of: try #require(records.last)) { _ in nil }
        #expect(Set(past.comparison.fixed.map(\.key.name)).isSuperset(of: PlantedStory.brokenWeek))
        #expect(Set(try window().flaky.rows.map(\.key.name)).isDisjoint(with: PlantedStory.brokenWeek))
    }

    @Test("The slow regression is found on its day, and in no other test")
    func regression() throws {
        let plan = ImprovementPlan(try window())
        let slower = plan.items.filter { $0.kind == .performance && $0.evidence.contains("before") }
        #expect(slower.map(\.subject) == ["tests.test_shop \(PlantedStory.slower)"])
        let times = try #require(try window().times.first { $0.key.name == PlantedStory.slower }?.value)
        let points = ChangePoints.find(in: times, rules: .init(smallestChange: 0.2))
        #expect(points.count == 1)
        #expect((116...122).contains(points.first?.index ?? 0))
    }

    @Test("The renamed test has one past too")
    func renamed() throws {
        let key = TestKey(file: "tests/test_shop.py", className: "tests.test_shop", name: PlantedStory.renamed.after)
        let runs = try history.runs(RunQuery())
        #expect(try history.past(of: [key], in: runs)[key]?.entries.allSatisfy { $0.outcome != nil } == true)
    }

    @Test("The moved test has one past; no test is new or gone")
    func moved() throws {
        let key = TestKey(
            file: "tests/billing/test_money.py",
            className: "tests.billing.test_money",
            name: PlantedStory.moved
        )
        let runs = try history.runs(RunQuery())
        #expect(try history.past(of: [key], in: runs)[key]?.entries.allSatisfy { $0.outcome != nil } == true)
        #expect(try history.totals(RunQuery()).count == 60)
    }

    @Test("The plan names the flaky tests, the slow one, the badly covered file and the skipped test, and nothing else")
    func improvement() throws {
        let items = ImprovementPlan(try window()).items
        let subjects = { (kind: ImprovementPlan.Item.Kind) in Set(items.filter { $0.kind == kind }.map(\.subject)) }
        let title = { (name: String) in "tests.test_shop \(name)" }
        #expect(subjects(.reliability) == [title(PlantedStory.unordered), title(PlantedStory.retried)])
        #expect(subjects(.performance) == [title(PlantedStory.slower)])
        #expect(subjects(.coverage) == ["src/export.py"])
        #expect(subjects(.value) == [title(PlantedStory.skipped)])
        #expect(subjects(.ownership).isEmpty)
    }

    @Test("The review tells the coverage slide, the outage and the false alarms, and names every feed that it lacks")
    func review() throws {
        let window = try window(from: 30)
        let review = Review(window, title: "Review", plan: ImprovementPlan(window))
        let points = Dictionary(uniqueKeysWithValues: review.sections.flatMap(\.points).map { ($0.name, $0) })
        #expect(Set(points.keys) == Set(ReviewTopic.all.flatMap(\.points) + ReviewTopic.outcomes))
        let coverage = try #require(points["coverage_trends"]).lines.joined(separator: "\n")
        #expect(coverage.contains("down by"))
        #expect(try #require(points["failure_rate_analysis"]).lines.contains { $0.contains("day35-1") })
        #expect(try #require(points["false_positive_rate"]).lines[0].contains("of"))
        for name in ["escaped_defects_analysis", "infrastructure_cost_analysis", "upgrade_recommendations"] {
            #expect(try #require(points[name]).lines[0].hasPrefix("not filled; lacking:"))
        }
        // Before the slide nothing went down.
        let calm = Review(try self.window(until: 40), title: "", plan: ImprovementPlan(try self.window(until: 40)))
        let before = calm.sections.flatMap(\.points).first { $0.name == "coverage_trends" }
        #expect(before?.lines.contains { $0.contains("down") || $0.contains("changed") } == false)
    }

    @Test("The coverage alert speaks during the slide and is silent before it; the flaky alert speaks")
    func alerts() throws {
        let names: NameTable = ["coverage": .ratio, "flaky_rate": .ratio]
        let drop = try AlertRule(
            name: "coverage_drop",
            condition: .parse("coverage < previous - 1%", names: names, as: .boolean),
            severity: "high",
            medianOf: 21
        )
        let raised = { (day: Int) in
            let line = story.records.filter { $0.run.started < self.day(day) }.reversed().map { RunFigures($0) }
            return AlertJudge(line: Array(line)).raised([drop])
        }
        #expect(raised(45).isEmpty)
        let alert = try #require(raised(60).first)
        #expect(alert.isOngoing)
        #expect(alert.values.contains("the median of 21 runs"))
        let reader = PastReader(history: MemoryRunHistory(), family: BranchFamily(branch: "main"))
        for record in story.records.dropLast() { try reader.history.add(record) }
        let completed = try reader.completed(try #require(story.records.last))
        let rate = try #require(completed.figures.first { $0.name == "flaky_rate" }).value
        #expect((rate - 2.0 / 60).magnitude < 1e-9)
    }

    @Test("Targets are measured, or name the feed that they lack")
    func effectiveness() throws {
        var window = try window()
        let target = { (name: String, written: String, dimension: Dimension, direction: Direction) in
            let signature = MetricSignature(name: name, dimension: dimension, direction: direction)
            return EffectivenessTarget(
                group: "",
                name: name,
                written: written,
                condition: try Phrase.parse(written, for: signature).expression(for: signature),
                dimension: dimension
            )
        }
        window.settings.targets = [
            try target("flaky_test_rate", "< 1%", .ratio, .atMost),
            try target("test_execution_time", "< 30m", .duration, .atMost),
            try target("production_escape_rate", "< 5%", .ratio, .atMost),
        ]
        let results = EffectivenessResult.results(window).map(\.outcome)
        guard case .measured(let rate, met: false) = results[0] else {
            Issue.record("\(results[0])")
            return
        }
        #expect((rate - 2.0 / 60).magnitude < 1e-9)
        guard case .measured(_, met: true) = results[1] else {
            Issue.record("\(results[1])")
            return
        }
        guard case .missing(let feed) = results[2] else {
            Issue.record("\(results[2])")
            return
        }
        #expect(feed.contains("issues"))
    }
}
