package import Core
import Criteria
package import Engine
import GRDB
import GRDBSQLite

extension SQLiteHistory {
    @discardableResult
    package func add(_ record: HistoricRecord) throws(HistoryError) -> Bool {
        try write { database in
            let known = try Bool.fetchOne(
                database,
                sql: "SELECT EXISTS(SELECT 1 FROM run WHERE id = ?)",
                arguments: [record.run.id]
            )
            guard known != true else { return false }
            let line = try Self.line(of: record.run, database)
            let previous = try Self.newest(on: line, database)
            let run = try Self.insert(record.run, line: line, database)
            var tests = try TestTable(database)
            let joined = record.tests.joined
            try tests.adopt(joined.map(\.key), previous: previous, database)
            try Self.insert(joined, run: run, line: line, day: record.run.day, &tests, database)
            try Self.insert(details: record, run: run, database)
            return true
        }
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

    /// The newest run of a line that holds results.
    private static func newest(on line: Int64, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: "SELECT seq FROM run WHERE line = ? AND pruned = 0 ORDER BY started DESC, id DESC LIMIT 1",
            arguments: [line]
        )
    }

    private static func insert(_ run: HistoricRun, line: Int64, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO run(id, line, commit_id, started, seconds, machine, trigger_word, of_commit, verdict,
                  interrupted, seeded, passed, failed, errors, skipped, flaky, duration)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                run.id, line, run.commit, run.started, run.seconds, run.machine, run.trigger, run.isOfCommit,
                run.verdict?.rawValue, run.interrupted, run.isSeeded, run.tally.passed, run.tally.failed,
                run.tally.errors,
                run.tally.skipped, run.tally.flaky, run.tally.duration,
            ]
        )
        return database.lastInsertedRowID
    }

    private static func insert(
        _ tests: [TestObservation],
        run: Int64,
        line: Int64,
        day: Int,
        _ table: inout TestTable,
        _ database: Database
    ) throws {
        // In the order of the primary key: pages are written once.
        var rows: [(test: Int64, index: Int)] = []
        rows.reserveCapacity(tests.count)
        for index in tests.indices { rows.append((try table.id(of: tests[index].key, database), index)) }
        rows.sort { $0.test < $1.test }
        let result = try RawStatement(
            database,
            "INSERT OR IGNORE INTO result(run, test, status, ms) VALUES (?, ?, ?, ?)"
        )
        let failure = try RawStatement(
            database,
            "INSERT OR IGNORE INTO failure(run, test, status, message) VALUES (?, ?, ?, ?)"
        )
        let total = try RawStatement(
            database,
            """
            INSERT INTO test_day(line, day, test, runs, failed, flaky, skipped, ms) VALUES (?, ?, ?, 1, ?, ?, ?, ?)
            ON CONFLICT(line, day, test) DO UPDATE SET runs = runs + 1, failed = failed + excluded.failed,
              flaky = flaky + excluded.flaky, skipped = skipped + excluded.skipped, ms = ms + excluded.ms
            """
        )
        for (test, index) in rows {
            let observation = tests[index]
            let outcome = observation.outcome
            let ms = observation.milliseconds
            try result.run(
                .integer(run),
                .integer(test),
                .integer(Int64(outcome.rawValue)),
                ms.map { .integer($0) } ?? .null
            )
            try total.run(
                .integer(line),
                .integer(Int64(day)),
                .integer(test),
                .integer(outcome == .failed ? 1 : 0),
                .integer(outcome == .flaky ? 1 : 0),
                .integer(outcome == .skipped ? 1 : 0),
                .integer(ms ?? 0)
            )
            if outcome == .failed || outcome == .flaky {
                try failure.run(
                    .integer(run),
                    .integer(test),
                    .integer(Int64(outcome.rawValue)),
                    observation.message.map { .text($0) } ?? .null
                )
            }
        }
    }

    private static func insert(details record: HistoricRecord, run: Int64, _ database: Database) throws {
        var names = NameIDs(database)
        for figure in record.figures where figure.value.isFinite {
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO figure(run, name, value, dimension) VALUES (?, ?, ?, ?)"
            ).execute(
                arguments: [run, names.id(of: figure.name), figure.value, figure.dimension.rawValue]
            )
        }
        for criterion in record.criteria {
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO criterion(run, name, verdict) VALUES (?, ?, ?)"
            ).execute(
                arguments: [run, names.id(of: criterion.path), criterion.verdict.rawValue]
            )
        }
        for step in record.steps {
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO step(run, name, component, seconds, passed) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [
                    run, names.id(of: step.name), step.component.map { try names.id(of: $0) }, step.seconds,
                    step.passed,
                ]
            )
        }
        for file in record.files {
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO file(run, name, covered, total) VALUES (?, ?, ?, ?)"
            ).execute(
                arguments: [run, names.id(of: file.path), file.lines.covered, file.lines.total]
            )
        }
    }
}

extension TestObservation {
    /// Rounded up, so that a test that took any time at all took some.
    fileprivate var milliseconds: Int64? {
        seconds.flatMap { $0.isFinite && $0 >= 0 && $0 < 1e9 ? Int64(($0 * 1_000).rounded(.up)) : nil }
    }
}
