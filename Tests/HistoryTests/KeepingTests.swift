import Core
import Criteria
import Engine
import GRDB
import Glibc
import Storage
import TestSupport
import Testing

@testable import History

struct KeepingTests {
    private let folder = TemporaryFolder()
    private var history: ProjectHistory { ProjectHistory(root: folder.path) }

    private func keep(_ id: String, day: Double, _ tests: [TestObservation]) throws {
        try history.own.add(Build.record(Build.run(id, day: day), tests))
    }

    @Test("Totals of runs whose results are gone outlive an index that is made anew; those runs do not come back")
    func carriedOver() throws {
        for number in 0..<6 {
            let outcome: TestOutcome = number % 2 == 0 ? .failed : .passed
            try keep("r\(number)", day: Double(number / 2), [Build.test("a", outcome), Build.test("b")])
        }
        let before: [TestTotal]
        do {
            let (index, _) = try history.open()
            before = try index.totals(RunQuery())
            for run in ["r0", "r1", "r2"] { try index.prune(run) }
            #expect(try index.totals(RunQuery()) == before)
            index.settle()
        }
        // Only the record of the first one is gone.
        history.own.remove("r0")
        #expect(try history.rebuild().added == 3)
        let (index, synced) = try history.open()
        #expect(synced.added == 0)
        #expect(try index.totals(RunQuery()) == before)
        #expect(try index.runs(RunQuery()).count == 6)
        #expect(try index.results(of: "r2").isEmpty)
        #expect(try index.results(of: "r3").count == 2)
        #expect(try index.size().prunedRuns == 3)
    }

    @Test("Texts of failures go before the failures do, and old totals when a person says so")
    func forgotten() throws {
        for number in 0..<4 {
            try keep("r\(number)", day: Double(number), [Build.test("a", .failed, message: "no \(number)")])
        }
        let (index, _) = try history.open()
        let time = Build.start + 1.5 * 86_400
        #expect(try index.forgetMessages(before: time) == 2)
        let runs = try index.runs(RunQuery())
        #expect(try index.failures(in: runs).map(\.message) == ["no 3", "no 2", nil, nil])
        #expect(try index.signatures(in: runs).map(\.count) == [1, 1, 1, 1])
        try index.prune("r0")
        #expect(try index.forgetTotals(before: time, keeping: ["r0"]) == 0)
        #expect(try index.forgetTotals(before: time, keeping: []) == 1)
        #expect(try index.runs(RunQuery()).map(\.id) == ["r3", "r2", "r1"])
        try index.compact()
        #expect(try index.totals(RunQuery()).map(\.runs) == [3])
    }

    @Test("An index of an earlier version is made anew by itself")
    func older() throws {
        try keep("r1", day: 0, [Build.test("a")])
        do {
            let (index, _) = try history.open()
            try index.write { try $0.execute(sql: "PRAGMA user_version = 1") }
            index.settle()
        }
        #expect(throws: HistoryError.self) { _ = try SQLiteHistory(path: history.database) }
        let (index, synced) = try history.open()
        #expect(synced.added == 1)
        #expect(try index.runs(RunQuery()).map(\.id) == ["r1"])
    }

    @Test("On a network file system there is no shared memory, and a remark")
    func remote() throws {
        let index = try SQLiteHistory(path: "\(folder.path)/history.db", isRemote: true)
        #expect(index.remark?.contains("network file system") == true)
        let mode = try index.write { try String.fetchOne($0, sql: "PRAGMA journal_mode") }
        #expect(mode == "delete")
        #expect(try index.add(Build.record(Build.run("r1"), [Build.test("a")])))
        #expect(access("\(folder.path)/history.db-shm", F_OK) != 0)
    }

    @Test("Where nothing may be written what is there is read, and what is not taken in yet is left out and said")
    func readOnly() throws {
        try keep("r1", day: 0, [Build.test("a")])
        do {
            let (index, _) = try history.open()
            index.settle()
        }
        try keep("r2", day: 1, [Build.test("a")])
        let index = try SQLiteHistory(path: history.database, access: .read)
        #expect(try index.runs(RunQuery()).map(\.id) == ["r1"])
        let error = #expect(throws: HistoryError.self) { try index.add(Build.record(Build.run("r3"), [])) }
        #expect(error?.kind == .readOnly)
    }

    @Test("A run of very many tests is taken in as any other, and compared without a text of any of them")
    func many() throws {
        let tests = (0..<50_000).map { Build.test("t\($0)", $0 % 10_000 == 0 ? .failed : .passed, message: "no") }
        let index = try SQLiteHistory(path: "\(folder.path)/history.db")
        #expect(try index.add(Build.record(Build.run("r0"), tests)))
        #expect(try index.add(Build.record(Build.run("r1", day: 1), tests)))
        let outcomes = try index.outcomes(of: "r1")
        #expect(outcomes.outcomes.count == 50_000)
        #expect(outcomes.outcomes.values.count { $0 == .failed } == 5)
        let size = try index.size()
        #expect(size.results == 100_000)
        #expect(size.tests == 50_000)
    }
}

struct MovedOnBranchesTests {
    private let folder = TemporaryFolder()
    private let others = (0..<5).map { Build.test("other\($0)") }

    private func moved(_ name: String = "a") -> TestObservation {
        TestObservation(
            key: TestKey(file: "tests/unit/test_a.py", suite: "s", className: "tests.unit.a", name: name),
            outcome: .passed
        )
    }

    @Test("A test that a proposed change moves goes by its old name until the change is merged, and has one past")
    func proposed() throws {
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        try history.add(Build.record(Build.run("r0"), others + [Build.test("a", .failed)]))
        let change = Build.run("c0", branch: "topic", day: 1, isChange: true)
        try history.add(Build.record(change, others + [moved()]))
        #expect(try history.totals(RunQuery()).contains { $0.key == Build.test("a").key })
        // Meanwhile the protected branch has it under its old name, and nothing is new there.
        try history.add(Build.record(Build.run("r1", day: 2), others + [Build.test("a")]))
        try history.add(Build.record(Build.run("r2", day: 3), others + [moved()]))
        let runs = try history.runs(RunQuery())
        #expect(
            try history.past(of: [moved().key], in: runs)[moved().key]?.entries.map(\.outcome)
                == [.passed, .passed, .passed, .failed]
        )
        #expect(try history.totals(RunQuery()).contains { $0.key == moved().key })
        #expect(try history.totals(RunQuery()).count == 6)
    }

    @Test("Where both names are there at once they are two tests, and the older one keeps its past")
    func both() throws {
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        try history.add(Build.record(Build.run("r0"), others + [Build.test("a", .failed)]))
        try history.add(Build.record(Build.run("r1", day: 1), others + [moved()]))
        try history.add(Build.record(Build.run("r2", day: 2), others + [moved(), Build.test("a")]))
        let runs = try history.runs(RunQuery())
        let old = Build.test("a").key
        #expect(try history.past(of: [old], in: runs)[old]?.entries.map(\.outcome) == [.passed, .passed, .failed])
        #expect(
            try history.past(of: [moved().key], in: runs)[moved().key]?.entries.map(\.outcome) == [.passed, nil, nil]
        )
        #expect(try history.results(of: "r2").count == 7)
    }

    @Test("A renamed test keeps its past where the record says so")
    func renamed() throws {
        let history = try SQLiteHistory(path: "\(folder.path)/history.db")
        try history.add(Build.record(Build.run("r0"), others + [Build.test("a", .failed)]))
        var record = Build.record(Build.run("r1", day: 1), others + [Build.test("b")])
        record.renames = [.init(from: Build.test("a").key, to: Build.test("b").key)]
        try history.add(record)
        let key = Build.test("b").key
        let runs = try history.runs(RunQuery())
        #expect(try history.past(of: [key], in: runs)[key]?.entries.map(\.outcome) == [.passed, .failed])
    }
}

struct PastReaderTests {
    private func reader(_ records: [HistoricRecord]) throws -> PastReader {
        let history = MemoryRunHistory()
        for record in records { try history.add(record) }
        return PastReader(history: history, family: BranchFamily(branch: "main"))
    }

    @Test("A run that seems to come later is left out, and the report says that a clock ran backwards")
    func backwards() throws {
        let reader = try reader([
            Build.record(Build.run("r0"), [Build.test("a")]),
            Build.record(Build.run("r9", day: 9), [Build.test("a", .failed)]),
        ])
        let now = Build.record(Build.run("r1", day: 1), [Build.test("a", .failed)])
        let past = try reader.past(of: now) { _ in nil }
        #expect(past.comparison.newFailures.map(\.key.name) == ["a"])
        #expect(past.remarks.contains { $0.contains("run r9 started after this one") })
    }

    @Test("What a run of part of the steps did not run is neither gone nor, in the next whole run, new")
    func partial() throws {
        var part = Build.run("r1", day: 1)
        part.isPartial = true
        let tests = [Build.test("a"), Build.test("b")]
        let before = [Build.record(Build.run("r0"), tests)]
        let own = try reader(before).past(of: Build.record(part, [Build.test("a")])) { _ in nil }
        #expect(own.comparison.removedTests.isEmpty)
        let whole = Build.record(Build.run("r2", day: 2), tests)
        let next = try reader(before + [Build.record(part, [Build.test("a")])]).past(of: whole) { _ in nil }
        #expect(next.comparison.newTests.isEmpty)
        #expect(next.comparison.previous?.id == "r0")
    }

    @Test("Times of another class of machine make nothing slow")
    func machines() throws {
        let slow = Build.test("a", seconds: 5)
        let earlier = (0..<8).map { number in
            Build.record(Build.run("r\(number)", day: Double(number)), [Build.test("a", seconds: 1)])
        }
        var now = Build.record(Build.run("now", day: 9), [slow])
        #expect(try reader(earlier).past(of: now) { _ in nil }.comparison.newlySlow.count == 1)
        now.run.machine = "1 core"
        #expect(try reader(earlier).past(of: now) { _ in nil }.comparison.newlySlow.isEmpty)
    }

    private func finding(_ rule: String, _ tool: String = "bandit") -> HistoricFinding {
        var identity = TestIdentity()
        identity.add(rule)
        return HistoricFinding(tool: tool, rule: rule, file: "a.py", severity: .high, identity: identity.value)
    }

    private func scanned(_ id: String, _ day: Double, _ rules: [String], tools: [String] = ["bandit"]) -> HistoricRecord
    {
        var record = Build.record(Build.run(id, day: day), [Build.test("a")])
        record.scanners = tools
        record.findings = rules.map { finding($0) }
        return record
    }

    @Test(
        "Findings are new, fixed or known since a run; a tool that did not look says nothing",
        arguments: Driver.allCases
    )
    func findings(_ driver: Driver) throws {
        let folder = TemporaryFolder()
        let history = try driver.history(in: folder)
        for record in [
            scanned("r0", 0, ["B1", "B2"]), scanned("r1", 1, ["B1", "B2"]), scanned("r2", 2, [], tools: []),
        ] { try history.add(record) }
        let reader = PastReader(history: history, family: BranchFamily(branch: "main"))
        let found = try reader.past(of: scanned("r3", 3, ["B2", "B3"])) { _ in nil }.findings
        #expect(found.new.map(\.title) == ["B3 in a.py"])
        #expect(found.fixed.map(\.title) == ["B1 in a.py"])
        #expect(found.fixed.map(\.since.id) == ["r0"])
        #expect(found.known.map(\.since.id) == ["r0"])
        #expect(try reader.past(of: scanned("r3", 3, [], tools: [])) { _ in nil }.findings.isEmpty)
        #expect(try reader.past(of: scanned("r3", 3, ["C1"], tools: ["new"])) { _ in nil }.findings.new.isEmpty)
        #expect(try history.findings(of: "r1").scanners == ["bandit"])
        #expect(try history.findings(of: "r1").findings.map(\.rule) == ["B1", "B2"])
    }
}
