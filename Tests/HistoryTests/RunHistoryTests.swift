import Core
import Criteria
import Engine
import TestSupport
import Testing

@testable import History

/// The drivers of the history, each with what it needs.
enum Driver: String, CaseIterable, CustomTestStringConvertible {
    case memory
    case database

    var testDescription: String { rawValue }

    func history(in folder: TemporaryFolder) throws -> any RunHistory {
        switch self {
        case .memory: MemoryRunHistory()
        case .database: try SQLiteHistory(path: "\(folder.path)/history.db")
        }
    }
}

struct RunHistoryTests {
    private let folder = TemporaryFolder()

    @Test("What is taken in comes back, newest run first", arguments: Driver.allCases)
    func roundTrip(_ driver: Driver) throws {
        let history = try driver.history(in: folder)
        let tests = [
            Build.test("a"), Build.test("b", .failed, message: "no"), Build.test("c", .skipped, seconds: nil),
            Build.test("d", .flaky, file: ""),
        ]
        let first = Build.record(Build.run("r1"), tests)
        let second = Build.record(Build.run("r2", branch: nil, day: 1, verdict: nil), [])
        #expect(try history.add(first))
        #expect(try history.add(second))
        #expect(try history.runs(RunQuery()) == [second.run, first.run])
        let sorted = { (tests: [TestObservation]) in tests.sorted { $0.key.name < $1.key.name } }
        let results = sorted(try history.results(of: "r1"))
        #expect(results.map(\.key) == tests.map(\.key))
        #expect(results.map(\.outcome) == tests.map(\.outcome))
        #expect(results.map(\.seconds) == tests.map(\.seconds))
        #expect(try history.results(of: "none").isEmpty)
        let details = try history.details(of: [first.run], [.figures, .criteria, .steps, .files])
        #expect(details.first?.figures == first.figures)
        #expect(details.first?.criteria == first.criteria)
        #expect(details.first?.steps == first.steps)
        #expect(details.first?.files == first.files)
        #expect(try history.trend(of: "coverage", in: [second.run, first.run])?.points.map(\.run) == ["r1", "r2"])
        #expect(try history.trend(of: "nothing", in: [first.run]) == nil)
    }

    @Test("A run that is taken in twice counts once, and stays as it was", arguments: Driver.allCases)
    func twice(_ driver: Driver) throws {
        let history = try driver.history(in: folder)
        let run = Build.run("r1")
        #expect(try history.add(Build.record(run, [Build.test("a", .failed)])))
        #expect(try !history.add(Build.record(run, [Build.test("a"), Build.test("b")])))
        #expect(try history.results(of: "r1").map(\.outcome) == [.failed])
        #expect(try history.totals(RunQuery()).map(\.runs) == [1])
    }

    @Test(
        "Runs are asked for by branch, by time and by number; runs of changes are on no branch",
        arguments: Driver.allCases
    )
    func queries(_ driver: Driver) throws {
        let history = try driver.history(in: folder)
        for (number, branch) in ["main", "main", "topic", nil].enumerated() {
            try history.add(
                Build.record(Build.run("r\(number)", branch: branch, day: Double(number)), [Build.test("a")])
            )
        }
        // A fork's branch may be called anything.
        try history.add(Build.record(Build.run("fork", day: 4, isChange: true), [Build.test("a", .failed)]))
        let ids = { (query: RunQuery) in try history.runs(query).map(\.id) }
        #expect(try ids(RunQuery()) == ["fork", "r3", "r2", "r1", "r0"])
        #expect(try ids(RunQuery(branches: ["main"])) == ["r1", "r0"])
        #expect(try ids(RunQuery(branches: ["main", nil])) == ["r3", "r1", "r0"])
        #expect(try ids(RunQuery(limit: 2)) == ["fork", "r3"])
        #expect(try ids(RunQuery(from: Build.start + 86_400, until: Build.start + 3 * 86_400)) == ["r2", "r1"])
        let totals = try history.totals(RunQuery(branches: ["main"]))
        #expect(totals.map(\.runs) == [2])
        #expect(totals.map(\.failed) == [0])
        #expect(try history.totals(RunQuery()).map(\.failed) == [1])
    }

    @Test("Runs that began at one time are asked for one behind the other, and none twice", arguments: Driver.allCases)
    func behind(_ driver: Driver) throws {
        let history = try driver.history(in: folder)
        for id in ["b", "d", "a", "c"] { try history.add(Build.record(Build.run(id), [Build.test("a")])) }
        try history.add(Build.record(Build.run("later", day: 1), [Build.test("a")]))
        var seen: [String] = []
        var behind: RunQuery.Place?
        while let run = try history.runs(RunQuery(behind: behind, limit: 1)).first {
            seen.append(run.id)
            behind = RunQuery.Place(started: run.started, id: run.id)
        }
        #expect(seen == ["later", "d", "c", "b", "a"])
    }

    @Test(
        "A test's past is in the order of the runs, with a gap where a run did not have it",
        arguments: Driver.allCases
    )
    func past(_ driver: Driver) throws {
        let history = try driver.history(in: folder)
        for (number, outcome) in [TestOutcome.passed, nil, .failed].enumerated() {
            let tests = outcome.map { [Build.test("a", $0)] } ?? [Build.test("b")]
            try history.add(Build.record(Build.run("r\(number)", day: Double(number)), tests))
        }
        let runs = try history.runs(RunQuery())
        let key = Build.test("a").key
        let past = try history.past(of: [key, Build.test("unknown").key], in: runs)
        #expect(past[key]?.entries.map(\.outcome) == [.failed, nil, .passed])
        #expect(past[key]?.entries.map(\.run.id) == ["r2", "r1", "r0"])
        #expect(past[Build.test("unknown").key]?.entries.allSatisfy { $0.outcome == nil } == true)
        #expect(try history.failures(in: runs).map(\.run) == ["r2"])
    }

    @Test("Two tests with one name are one test, the worse result counting", arguments: Driver.allCases)
    func oneName(_ driver: Driver) throws {
        let history = try driver.history(in: folder)
        try history.add(Build.record(Build.run("r"), [Build.test("a"), Build.test("a", .failed, message: "no")]))
        #expect(try history.results(of: "r").map(\.outcome) == [.failed])
        #expect(try history.failures(in: [Build.run("r")]).map(\.message) == ["no"])
    }

    @Test("The totals by day are what the single results add up to")
    func rollUps() throws {
        var generator = SeededGenerator(seed: 11)
        let database = try SQLiteHistory(path: "\(folder.path)/history.db")
        let memory = MemoryRunHistory()
        for number in 0..<40 {
            let run = Build.run(
                "r\(number)",
                branch: generator.pick(["main", "topic", nil]),
                day: Double(generator.below(10)),
                isChange: generator.chance(20)
            )
            let tests = (0..<20).compactMap { index in
                generator.chance(80)
                    ? Build.test(
                        "t\(index)",
                        generator.pick(TestOutcome.allCases),
                        seconds: Double(generator.below(9)) / 4
                    )
                    : nil
            }
            for history in [database, memory] as [any RunHistory] { try history.add(Build.record(run, tests)) }
        }
        for query in [RunQuery(), RunQuery(branches: ["main"]), RunQuery(branches: [nil, "topic"])] {
            let sorted = { (history: any RunHistory) in try history.totals(query).sorted { $0.key.name < $1.key.name } }
            #expect(try sorted(database) == sorted(memory))
        }
    }
}

struct RenamedTestTests {
    private let folder = TemporaryFolder()

    @Test("A test whose file has moved keeps its past, under its old and its new name")
    func moved() throws {
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        let others = (0..<5).map { Build.test("other\($0)") }
        try history.add(Build.record(Build.run("r0"), others + [Build.test("a", .failed)]))
        let moved = TestObservation(
            key: TestKey(file: "tests/unit/test_a.py", suite: "s", className: "tests.unit.a", name: "a"),
            outcome: .passed
        )
        try history.add(Build.record(Build.run("r1", day: 1), others + [moved]))
        let runs = try history.runs(RunQuery())
        #expect(try history.past(of: [moved.key], in: runs)[moved.key]?.entries.map(\.outcome) == [.passed, .failed])
        let old = Build.test("a").key
        #expect(try history.past(of: [old], in: runs)[old]?.entries.map(\.outcome) == [.passed, .failed])
        #expect(try history.totals(RunQuery()).count == 6)
    }

    @Test("Where only part of the tests ran, nothing has vanished, and nothing is taken for moved")
    func partial() throws {
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        let others = (0..<5).map { Build.test("other\($0)") }
        try history.add(Build.record(Build.run("r0"), others + [Build.test("a")]))
        try history.add(Build.record(Build.run("r1", day: 1), [Build.test("a", file: "else/test_a.py")]))
        #expect(try history.totals(RunQuery()).count == 7)
    }
}
