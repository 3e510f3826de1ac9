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

    /// Removes the single results of runs before a time, oldest first, one run a transaction; figures and totals stay.
    ///
    /// Gives back how many runs that were.
    @discardableResult
    package func prune(before time: Double, keeping kept: Set<String> = []) throws(HistoryError) -> Int {
        let runs = try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT seq, id FROM run WHERE started < ? AND pruned = 0 ORDER BY started",
                arguments: [time]
            ).filter { !kept.contains($0[1]) }.map { $0[0] as Int64 }
        }
        for run in runs {
            try write { database in
                for table in ["result", "failure", "file"] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run])
                }
                try database.execute(sql: "UPDATE run SET pruned = 1 WHERE seq = ?", arguments: [run])
            }
        }
        return runs.count
    }

    /// Hands the journal's content to the file, so that the file alone holds everything.
    package func settle() {
        _ = try? queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }
}
