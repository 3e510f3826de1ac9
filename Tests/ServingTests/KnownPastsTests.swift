import Core
import Engine
import History
import Story
import TestSupport
import Testing

@testable import Serving

@Suite("What is remembered of tests")
struct KnownPastsTests {
    @Test("It is what the history says, run after run, and each result is asked for once")
    func remembered() throws {
        let folder = TemporaryFolder()
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        let (insights, pasts) = (InsightReader(history: history), KnownPasts())
        var asked = 0
        for (number, record) in PlantedStory().records.prefix(110).enumerated() {
            try history.add(record)
            // Runs come in one by one, and a few at once.
            guard number < 12 || number % 7 == 0 else { continue }
            let runs = try history.runs(RunQuery(branches: ["main"], limit: 30))
            let kept = try insights.flaky(runs) { tests, runs throws(HistoryError) in
                try pasts.past(of: tests, in: runs, branch: "main") { tests, runs throws(HistoryError) in
                    asked += tests.count * runs.count
                    return try history.past(of: tests, in: runs)
                }
            }
            #expect(try kept == insights.flaky(runs), "after \(number)")
        }
        #expect(asked > 0 && asked < 110 * 4)
    }

    @Test("Totals of some days and of others are those of all days")
    func added() throws {
        let folder = TemporaryFolder()
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        for record in PlantedStory().records.prefix(24) { try history.add(record) }
        let middle = PlantedStory.start + 3 * 86_400
        let parts = try history.totals(RunQuery(until: middle)).adding(try history.totals(RunQuery(from: middle)))
        let all = try history.totals(RunQuery())
        #expect(parts.map(\.key) == all.map(\.key) && parts.map(\.runs) == all.map(\.runs))
        #expect(parts.map(\.failed) == all.map(\.failed) && parts.map(\.lastDay) == all.map(\.lastDay))
        let record = try #require(PlantedStory().records.first)
        #expect(try history.testCount(of: record.run.id) == history.results(of: record.run.id).count)
    }
}
