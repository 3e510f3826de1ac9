import Core
import Selection
import Testing

@Suite("how often a selection misses")
struct MissRateTests {
    @Test(
        "the bound is that of Clopper and Pearson, one-sided at 95 %",
        arguments: [
            (0, 0, 1.0), (0, 1, 0.95), (0, 30, 0.0950), (2, 37, 0.1609), (1, 20, 0.2161), (5, 5, 1.0),
            (500, 10_000, 0.0538),
        ]
    )
    func bound(misses: Int, failures: Int, expected: Double) {
        #expect(abs(MissRate(failures: failures, misses: misses).bound - expected) < 0.0006)
    }

    @Test("fewer than thirty failures measure nothing, and more misses than failures are none")
    func measured() {
        #expect(!MissRate(failures: 29, misses: 0).isMeasured && MissRate(failures: 30, misses: 0).isMeasured)
        #expect(MissRate(failures: 1, misses: 5).misses == 1)
    }
}

@Suite("order and budget of a selection")
struct RankingTests {
    private func selection() -> Selection {
        var step = StepWork(Step(name: "unit", action: .arguments(["true"])), tests: ["a", "b", "c", "d"])
        (step.prepares, step.affects) = (false, [AffectRule(files: ["src/**"])])
        var input = SelectionInput(changes: .files([ChangedFile("src/x")], base: "main"), steps: [step])
        input.files = (0..<50).map { "src/\($0)" }
        input.failed = ["unit\nd"]
        var selection = Selector(input).select()
        selection.past = [
            0: ItemPast(runs: 5, failures: 0, seconds: 10), 1: ItemPast(runs: 5, failures: 3, seconds: 10),
            2: ItemPast(runs: 5, failures: 0, seconds: 0.1), 3: ItemPast(runs: 5, failures: 0, seconds: 100),
        ]
        return selection
    }

    private func names(_ selection: Selection) -> [String] {
        selection.prioritised.map { selection.name(selection.items[$0]) }
    }

    @Test("what fails most for its time comes first")
    func order() { #expect(names(selection()) == ["c", "b", "a", "d"]) }

    @Test("a budget keeps the likeliest failures and what must run, and says why the rest is left out")
    func budget() throws {
        var small = selection()
        small.keep(try #require(SelectionBudget("11s")))
        #expect(names(small) == ["c", "b", "d"])
        #expect(small.work.record?.omissions.first?.reason.contains("over the budget") == true)
        var sure = selection()
        sure.keep(try #require(SelectionBudget("confidence 100%")))
        #expect(names(sure).count == 4)
    }

    @Test(
        "words that are no budget are none",
        arguments: ["", "10", "m", "-5m", "0%", "120%", "confidence", "confidence 10", "1e400s"]
    )
    func words(text: String) { #expect(SelectionBudget(text) == nil) }

    @Test("the risk has a part for each of its reasons, and never leaves 0 to 100")
    func risk() {
        var risk = ChangeRisk()
        (risk.churn, risk.authors) = (["src/x": 1_000], 50)
        let score = risk.score(selection())
        #expect((1...100).contains(score.score))
        #expect(score.parts.map(\.weight).reduce(0, +) == 100)
    }
}
