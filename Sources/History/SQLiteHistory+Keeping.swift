import Core
package import Engine
import GRDB

/// How much the index holds.
package struct HistorySize: Sendable, Hashable {
    package var runs: Int
    /// Runs whose single results have been removed; their totals by day are kept.
    package var prunedRuns: Int
    package var tests: Int
    package var results: Int
    /// Of the database file, without its journal.
    package var bytes: Int
    /// Seconds since 1970, of the first and of the last run; nil without any.
    package var first: Double?
    package var last: Double?
}

extension SQLiteHistory {
    /// Whether a run is in the index, pruned or not, by its id.
    package func knownRuns() throws(HistoryError) -> Set<String> {
        try read { Set(try String.fetchAll($0, sql: "SELECT id FROM run")) }
    }

    /// The branches that runs are known of, sorted; those of proposed changes are left out.
    package func branches() throws(HistoryError) -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: "SELECT DISTINCT branch FROM line WHERE change = 0 AND branch IS NOT NULL ORDER BY branch"
            )
        }
    }

    /// A word that is another one whenever a run has come or gone: what was found out before may be out of date.
    ///
    /// `before`: of the runs that began before a time; nil for all.
    package func stamp(before: Double? = nil) throws(HistoryError) -> String {
        try read { database in
            let row = try Row.fetchOne(
                try database.cachedStatement(sql: "SELECT ifnull(max(seq), 0), count(*) FROM run WHERE started < ?"),
                arguments: [before ?? .greatestFiniteMagnitude]
            )
            return row.map { "\($0[0] as Int)-\($0[1] as Int)" } ?? ""
        }
    }

    /// When the first and the last run began, in seconds since 1970; nil where there is none.
    package func span() throws(HistoryError) -> (first: Double, last: Double)? {
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT (SELECT min(started) FROM run), (SELECT max(started) FROM run)"
            )
            guard let first: Double = row?[0], let last: Double = row?[1] else { return nil }
            return (first, last)
        }
    }

    package func size() throws(HistoryError) -> HistorySize {
        try read { database in
            let count = { (sql: String) in try Int.fetchOne(database, sql: sql) ?? 0 }
            let pages = try count("PRAGMA page_count")
            return HistorySize(
                runs: try count("SELECT count(*) FROM run"),
                prunedRuns: try count("SELECT count(*) FROM run WHERE pruned = 1"),
                tests: try count("SELECT count(*) FROM test"),
                results: try count("SELECT count(*) FROM result"),
                bytes: pages * (try count("PRAGMA page_size")),
                first: try Double.fetchOne(database, sql: "SELECT min(started) FROM run"),
                last: try Double.fetchOne(database, sql: "SELECT max(started) FROM run")
            )
        }
    }

    // MARK: Retention

    /// The runs before a time whose single results are still there, oldest first.
    package func prunable(before time: Double) throws(HistoryError) -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: "SELECT id FROM run WHERE started < ? AND pruned = 0 ORDER BY started",
                arguments: [time]
            )
        }
    }

    /// Removes the single results of a run; its figures, and the totals of its day, stay.
    package func prune(_ run: String) throws(HistoryError) {
        try write { database in
            guard
                let row = try Row.fetchOne(
                    database,
                    sql: "SELECT seq, line, started FROM run WHERE id = ? AND pruned = 0",
                    arguments: [run]
                )
            else { return }
            let (number, line, started): (Int64, Int64, Double) = (row[0], row[1], row[2])
            // From here on nothing but this makes the day's totals again.
            try database.execute(
                sql: """
                    INSERT INTO kept_day(line, day, test, runs, failed, flaky, skipped, ms)
                    SELECT ?, ?, test, 1, status = 1, status = 2, status = 3, ifnull(ms, 0) FROM result WHERE run = ?
                    ON CONFLICT(line, day, test) DO UPDATE SET runs = runs + 1, failed = failed + excluded.failed,
                      flaky = flaky + excluded.flaky, skipped = skipped + excluded.skipped, ms = ms + excluded.ms
                    """,
                arguments: [line, CalendarDay(containing: started)?.number ?? 0, number]
            )
            for table in ["result", "failure", "repeated", "file", "found", "looked"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [number])
            }
            try database.execute(sql: "UPDATE run SET pruned = 1 WHERE seq = ?", arguments: [number])
        }
    }

    /// Removes the texts of failures before a time; that there was one, and of which signature, stays.
    ///
    /// Gives back how many texts that were.
    package func forgetMessages(before time: Double) throws(HistoryError) -> Int {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE failure SET message = NULL WHERE message IS NOT NULL
                      AND run IN (SELECT seq FROM run WHERE started < ?)
                    """,
                arguments: [time]
            )
            return database.changesCount
        }
    }

    /// Removes totals by day, and runs without results, that are older than a time.
    ///
    /// Gives back how many runs that were.
    package func forgetTotals(before time: Double, keeping kept: Set<String>) throws(HistoryError) -> Int {
        guard let day = CalendarDay(containing: time)?.number else { return 0 }
        let count = try write { database in
            for table in ["test_day", "kept_day"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE day < ?", arguments: [day])
            }
            let runs = try Row.fetchAll(
                database,
                sql: "SELECT seq, id FROM run WHERE started < ? AND pruned = 1",
                arguments: [CalendarDay(containing: time)?.start]
            ).filter { !kept.contains($0[1]) }
            for run in runs {
                let number: Int64 = run[0]
                for (table, column) in [("figure", "run"), ("criterion", "run"), ("step", "run"), ("run", "seq")] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE \(column) = ?", arguments: [number])
                }
            }
            try database.execute(sql: "DELETE FROM sighting WHERE run NOT IN (SELECT seq FROM run)")
            return runs.count
        }
        return count
    }

    /// Gives the space of what was removed back to the file system.
    package func compact() throws(HistoryError) {
        try Self.mapping(path) {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA incremental_vacuum")
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }

    /// Hands the journal's content to the file, so that the file alone holds everything.
    package func settle() {
        _ = try? queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    // MARK: Making anew

    /// Takes over from another index what no record can make again: the totals of runs whose results are gone.
    ///
    /// Only into an empty index. Gives back how many runs that were.
    package func carryOver(from other: String) throws(HistoryError) -> Int {
        try Self.mapping(path) {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "ATTACH DATABASE ? AS old", arguments: [other])
                defer { try? database.execute(sql: "DETACH DATABASE old") }
                let version = try Int.fetchOne(database, sql: "PRAGMA old.user_version") ?? 0
                guard version == HistorySchema.version,
                    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM old.run WHERE pruned = 1"),
                    count > 0
                else { return 0 }
                try database.inTransaction(.immediate) {
                    for table in ["line", "name", "test", "test_alias", "kept_day", "finding", "sighting"] {
                        try database.execute(sql: "INSERT INTO main.\(table) SELECT * FROM old.\(table)")
                    }
                    try database.execute(
                        sql: """
                            INSERT INTO main.test_day SELECT * FROM old.kept_day;
                            INSERT INTO main.run SELECT * FROM old.run WHERE pruned = 1;
                            """
                    )
                    for table in ["figure", "criterion", "step"] {
                        try database.execute(
                            sql: """
                                INSERT INTO main.\(table) SELECT * FROM old.\(table)
                                WHERE run IN (SELECT seq FROM main.run)
                                """
                        )
                    }
                    try database.execute(sql: "DELETE FROM sighting WHERE run NOT IN (SELECT seq FROM run)")
                    return .commit
                }
                return count
            }
        }
    }
}
