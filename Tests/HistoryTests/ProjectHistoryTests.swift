import Core
import Engine
import GRDB
import Glibc
import Scanning
import Storage
import TestSupport
import Testing

@testable import History

struct ProjectHistoryTests {
    private let folder = TemporaryFolder()

    private var history: ProjectHistory { ProjectHistory(root: folder.path) }

    /// Writes the record of a run as the run itself does, beside whatever else lies in its folder.
    private func keep(_ id: String, day: Double = 0, tests: [TestObservation] = [Build.test("a")]) throws {
        try history.own.add(Build.record(Build.run(id, day: day), tests))
    }

    @Test("The index is made anew from the runs' own records, and comes out the same")
    func rebuild() throws {
        for number in 0..<5 {
            try keep("r\(number)", day: Double(number), tests: [Build.test("a"), Build.test("b", .failed)])
        }
        let (index, synced) = try history.open()
        #expect(synced.added == 5)
        let before = (runs: try index.runs(RunQuery()), totals: try index.totals(RunQuery()))
        index.settle()
        #expect(try history.rebuild().added == 5)
        let (again, nothing) = try history.open()
        #expect(nothing.added == 0)
        #expect(try again.runs(RunQuery()) == before.runs)
        #expect(try again.totals(RunQuery()) == before.totals)
    }

    @Test("A damaged index is moved aside and made anew, and that is said", arguments: ["no database at all", ""])
    func damaged(_ content: String) throws {
        try keep("r1")
        let damaged = content.isEmpty ? [UInt8](repeating: 0xA5, count: 8_192) : Array(content.utf8)
        folder.write(damaged, to: ".assay/history.db")
        let (index, synced) = try history.open()
        #expect(try index.runs(RunQuery()).map(\.id) == ["r1"])
        #expect(synced.remarks.first?.contains("history.db.damaged-1") == true)
        #expect(folder.read(".assay/history.db.damaged-1") != nil)
    }

    @Test("An index of a later version is left alone, with a sentence that says what to do")
    func newer() throws {
        try keep("r1")
        let path = history.database
        do {
            let index = try SQLiteHistory(path: path)
            try index.write { try $0.execute(sql: "PRAGMA user_version = \(HistorySchema.version + 1)") }
            index.settle()
        }
        let error = #expect(throws: HistoryError.self) { _ = try history.open() }
        #expect(error?.kind == .newer)
        #expect(error?.description.contains("later version of Assay") == true)
        // Made anew it is of this version.
        #expect(try history.rebuild().added == 1)
    }

    @Test("Another program's database is not written to")
    func foreign() throws {
        let path = "\(folder.path)/other.db"
        do {
            let other = try SQLiteHistory(path: path)
            try other.write { try $0.execute(sql: "PRAGMA application_id = 7") }
            other.settle()
        }
        let error = #expect(throws: HistoryError.self) { _ = try SQLiteHistory(path: path) }
        #expect(error?.message.contains("another program's database") == true)
    }

    @Test("A record that cannot be read is left out and named; all others are taken in")
    func brokenRecord() throws {
        try keep("r1")
        try keep("r2")
        folder.write("{\"version\": 1, \"run\": {", to: ".assay/runs/r2/history.json")
        let (index, synced) = try history.open()
        #expect(try index.runs(RunQuery()).map(\.id) == ["r1"])
        #expect(synced.problems.map(\.path) == ["\(folder.path)/.assay/runs/r2/history.json"])
    }

    @Test("A record under another run's name is not taken for that run's")
    func misnamed() throws {
        try keep("r1")
        mkdir("\(folder.path)/.assay/runs/r9", 0o755)
        folder.write(try #require(folder.read(".assay/runs/r1/history.json")), to: ".assay/runs/r9/history.json")
        #expect(try history.open().synced.problems.map(\.reason) == ["the record is of the run r1"])
    }

    @Test("What several machines share is read in place, and each adds its own runs once")
    func shared() throws {
        let (first, second) = (TemporaryFolder(), TemporaryFolder())
        let path = "\(folder.path)/shared"
        for (number, place) in [first, second].enumerated() {
            let history = ProjectHistory(root: place.path, shared: path)
            mkdir("\(place.path)/.assay", 0o755)
            mkdir("\(place.path)/.assay/runs", 0o755)
            try history.own.add(Build.record(Build.run("r\(number)", day: Double(number)), [Build.test("a")]))
            #expect(try history.push() == 1)
            #expect(try history.push() == 0)
        }
        let (index, synced) = try ProjectHistory(root: first.path, shared: path).open()
        #expect(synced.added == 2)
        #expect(try index.runs(RunQuery()).map(\.id) == ["r1", "r0"])
    }

    @Test("Two machines that add the same run at once leave one whole run, and nothing half done")
    func sharedAtOnce() async throws {
        let target = RecordFolder("\(folder.path)/shared")
        try keep("r1")
        let own = history.own
        let added = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { (try? target.add("r1", of: own)) ?? false } }
            return await group.reduce(into: 0) { if $1 { $0 += 1 } }
        }
        #expect(added >= 1)
        #expect(target.ids() == ["r1"])
        if case .failure(let problem) = target.read("r1") { Issue.record("\(problem)") }
    }

    @Test("Names of runs from elsewhere lead to no other place", arguments: ["..", "../x", "a/b", "", ".hidden", "ü"])
    func names(_ name: String) {
        #expect(!RecordFolder.isName(name))
        #expect(throws: StorageError.self) { try history.own.add(Build.record(Build.run(name), [])) }
    }

    @Test("Single results can be removed run by run: figures and totals stay, and nothing comes back")
    func pruning() throws {
        for number in 0..<4 { try keep("r\(number)", day: Double(number)) }
        let (index, _) = try history.open()
        #expect(try index.prunable(before: Build.start + 2.5 * 86_400) == ["r0", "r1", "r2"])
        for run in ["r1", "r2"] { try index.prune(run) }
        #expect(try index.results(of: "r1").isEmpty)
        #expect(try index.results(of: "r0").count == 1)
        #expect(try index.runs(RunQuery()).count == 4)
        #expect(try index.totals(RunQuery()).map(\.runs) == [4])
        index.settle()
        #expect(try history.open().synced.added == 0)
        #expect(try history.open().history.size().prunedRuns == 2)
    }

    @Test("A program that waits for another's transaction gives up with a sentence")
    func locked() throws {
        let (index, _) = try history.open()
        let other = try SQLiteHistory(path: history.database, patience: 0)
        let error: HistoryError? = try index.write { database in
            try database.execute(sql: "INSERT INTO name(text) VALUES ('held')")
            do throws(HistoryError) {
                try other.add(Build.record(Build.run("r1"), []))
                return nil
            } catch {
                return error
            }
        }
        #expect(error?.kind == .locked)
    }
}

struct RecordCodecTests {
    private func decode(_ text: String) throws(ScanError) -> HistoricRecord {
        let result: Result<HistoricRecord, ScanError> = Array(text.utf8).withUnsafeBytes { bytes in
            do throws(ScanError) { return .success(try RecordCodec.decode(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    @Test("A record is read back as it was written, whatever the texts in it")
    func roundTrip() throws {
        let tests = [
            TestObservation(
                key: TestKey(
                    file: "a b.py",
                    suite: "\"s\"",
                    className: "c\\d",
                    name: "größe\n",
                    parameters: "1|2",
                    variant: ["browser": "firefox", "os": "linux"]
                ),
                outcome: .flaky,
                seconds: 0.125,
                count: 3,
                message: "<&>\u{1}"
            ), Build.test("b", .skipped, seconds: nil),
        ]
        var record = Build.record(Build.run("r1", branch: nil, verdict: nil), tests)
        record.run.isSeeded = true
        record.run.machine = nil
        #expect(try decode(String(decoding: RecordCodec.encode(record), as: UTF8.self)) == record)
    }

    @Test(
        "What is no record is an error with its place, at every byte",
        arguments: [
            "", "[]", "{}", #"{"version":2}"#, #"{"version":1,"run":{"id":"r"}}"#,
            #"{"version":1,"run":{"id":"r","started":1},"tests":[{"name":"t"}]}"#,
            #"{"version":1,"run":{"id":"r","started":1},"tests":[{"name":"t","outcome":"great"}]}"#,
        ]
    )
    func refused(_ text: String) { #expect(throws: ScanError.self) { try decode(text) } }

    @Test("A record that is cut off is an error, wherever it is cut")
    func cut() {
        let text = RecordCodec.encode(Build.record(Build.run("r1"), [Build.test("a", .failed, message: "no")]))
        for length in 0..<(text.count - 2) {
            #expect(throws: ScanError.self) { try decode(String(decoding: text.prefix(length), as: UTF8.self)) }
        }
    }
}
