package import Core
import Criteria
package import Engine
import GRDB

extension SQLiteHistory {
    @discardableResult
    package func add(_ record: HistoricRecord) throws(HistoryError) -> Bool { try add(record) { _ in } }

    /// Takes in a run, and says how many of its results are written already.
    @discardableResult
    package func add(_ record: HistoricRecord, progress: (Int) -> Void) throws(HistoryError) -> Bool {
        // What is remembered of a transaction that failed would be wrong: it is put back once all is written.
        var table = takeTable()
        let added = try write { database in
            guard try Self.number(of: record.run.id, database) == nil else { return false }
            try table.refresh(database)
            let line = try Self.line(of: record.run, database)
            let previous = try Self.newest(on: line, database)
            let run = try Self.insert(record.run, line: line, database)
            var resolver = TestResolver(table: table, database: database)
            let ids = try resolver.ids(of: record, previous: previous)
            table = resolver.table
            var names = NameIDs(database)
            let writer = ResultWriter(run: run, line: line, day: record.run.day, database: database)
            try writer.write(record.tests, ids: ids, progress: progress)
            try writer.writeSteps(record.tests, ids: ids, &names, &table)
            try DetailWriter(run: run, database: database).write(record, line: line, &names)
            return true
        }
        putBack(table)
        return added
    }

    private static func line(of run: HistoricRun, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: "INSERT OR IGNORE INTO line(branch, change) VALUES (?, ?)",
            arguments: [run.branch, run.isChange]
        )
        let id = try Int64.fetchOne(
            database,
            sql: "SELECT id FROM line WHERE branch IS ? AND change = ?",
            arguments: [run.branch, run.isChange]
        )
        return id ?? 0
    }

    /// The newest run of a line that holds results; for the first one of a line the newest of all that ran no change.
    private static func newest(on line: Int64, _ database: Database) throws -> Int64? {
        let own = try Int64.fetchOne(
            database,
            sql: "SELECT seq FROM run WHERE line = ? AND pruned = 0 ORDER BY started DESC, id DESC LIMIT 1",
            arguments: [line]
        )
        if let own { return own }
        return try Int64.fetchOne(
            database,
            sql: """
                SELECT seq FROM run JOIN line ON line.id = run.line WHERE change = 0 AND pruned = 0
                ORDER BY started DESC, run.id DESC LIMIT 1
                """
        )
    }

    private static func insert(_ run: HistoricRun, line: Int64, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO run(id, line, commit_id, tag, started, seconds, machine, trigger_word, of_commit, verdict,
                  interrupted, partial, seeded, passed, failed, errors, skipped, flaky, duration)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.id, line, run.commit, run.tag, run.started, run.seconds, run.machine, run.trigger, run.isOfCommit,
                run.verdict?.rawValue, run.interrupted, run.isPartial, run.isSeeded,
                run.tally.passed, run.tally.failed, run.tally.errors, run.tally.skipped, run.tally.flaky,
                run.tally.duration,
            ]
        )
        return database.lastInsertedRowID
    }
}
