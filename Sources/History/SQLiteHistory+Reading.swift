package import Core
import Criteria
package import Engine
import GRDB

extension SQLiteHistory {
    private static let selectRuns = """
        SELECT run.id, branch, commit_id, started, seconds, machine, trigger_word, change, of_commit, verdict,
          interrupted, seeded, passed, failed, errors, skipped, flaky, duration, partial, tag
        FROM run JOIN line ON line.id = run.line
        """

    /// One run by its whole id; nil where it is not known.
    package func run(_ id: String) throws(HistoryError) -> HistoricRun? {
        try read { database in
            try Row.fetchOne(database, sql: "\(Self.selectRuns) WHERE run.id = ?", arguments: [id])
                .map { HistoricRun(row: $0) }
        }
    }

    package func runs(_ query: RunQuery) throws(HistoryError) -> [HistoricRun] {
        try read { database in
            var found: [HistoricRun] = []
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    \(Self.selectRuns) WHERE started >= ? AND started < ? AND (started, run.id) < (?, ?)
                    ORDER BY started DESC, run.id DESC
                    """,
                arguments: [
                    query.from ?? -Double.greatestFiniteMagnitude, query.until ?? Double.greatestFiniteMagnitude,
                    query.behind?.started ?? Double.greatestFiniteMagnitude, query.behind?.id ?? "",
                ]
            )
            while found.count < query.limit ?? .max, let row = try rows.next() {
                let run = HistoricRun(row: row)
                if query.includes(run) { found.append(run) }
            }
            return found
        }
    }

    package func results(of run: String) throws(HistoryError) -> [TestObservation] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(TestKey.columns), status, ms, repeated.count, name.text
                    FROM run JOIN result ON result.run = run.seq JOIN test ON test.id = result.test
                    LEFT JOIN repeated ON repeated.run = result.run AND repeated.test = result.test
                    LEFT JOIN name ON name.id = test.step WHERE run.id = ?
                    """,
                arguments: [run]
            )
            var found: [TestObservation] = []
            while let row = try rows.next() {
                found.append(
                    TestObservation(
                        key: TestKey(row: row),
                        outcome: TestOutcome(row[TestKey.width]),
                        seconds: Self.seconds(row[TestKey.width + 1]),
                        count: row[TestKey.width + 2] ?? 1,
                        step: row[TestKey.width + 3]
                    )
                )
            }
            return found
        }
    }

    package func outcomes(of run: String) throws(HistoryError) -> RunOutcomes {
        try read { database in
            guard let number = try Self.number(of: run, database) else { return RunOutcomes() }
            var found = RunOutcomes()
            let results = try RawStatement(
                database,
                "SELECT hash, status FROM result JOIN test ON test.id = result.test WHERE run = ?"
            )
            results.bind(1, number)
            try results.each { row in
                found.outcomes[UInt64(bitPattern: row[0])] = TestOutcome(Int(row[1]))
            }
            let aliases = try RawStatement(
                database,
                "SELECT test_alias.hash, test.hash FROM test_alias JOIN test ON test.id = test_alias.test"
            )
            try aliases.each { row in found.aliases[UInt64(bitPattern: row[0])] = UInt64(bitPattern: row[1]) }
            return found
        }
    }

    package func tests(_ hashes: [UInt64]) throws(HistoryError) -> [TestKey] {
        guard !hashes.isEmpty else { return [] }
        return try read { database in
            let statement = try database.cachedStatement(sql: "SELECT \(TestKey.columns) FROM test WHERE hash = ?")
            return try hashes.compactMap { hash in
                try Row.fetchOne(statement, arguments: [Int64(bitPattern: hash)]).map { TestKey(row: $0) }
            }
        }
    }

    // MARK: Parts

    static func number(of run: String, _ database: Database) throws -> Int64? {
        let statement = try RawStatement(database, "SELECT seq FROM run WHERE id = ?")
        statement.bind(1, run)
        return try statement.first()
    }

    static func lines(_ query: RunQuery, _ database: Database) throws -> [Int64] {
        try Row.fetchAll(database, sql: "SELECT id, branch, change FROM line").compactMap { row in
            let (branch, isChange): (String?, Bool) = (row[1], row[2])
            guard let branches = query.branches else { return row[0] }
            return !isChange && branches.contains(branch) ? row[0] : nil
        }
    }

    static func seconds(_ milliseconds: Int64?) -> Double? { milliseconds.map { Double($0) / 1_000 } }
}

extension TestOutcome {
    /// A number that no version has written reads as a failure: never as a pass.
    init(_ stored: Int) { self = UInt8(exactly: stored).flatMap { TestOutcome(rawValue: $0) } ?? .failed }
}

extension HistoricRun {
    fileprivate init(row: Row) {
        let verdict: String? = row[9]
        self.init(
            id: row[0],
            branch: row[1],
            commit: row[2],
            tag: row[19],
            started: row[3],
            seconds: row[4],
            machine: row[5],
            trigger: row[6],
            isChange: row[7],
            isOfCommit: row[8],
            verdict: verdict.flatMap { Verdict(rawValue: $0) },
            interrupted: row[10],
            isPartial: row[18],
            isSeeded: row[11],
            tally: TestTally(
                passed: row[12],
                failed: row[13],
                errors: row[14],
                skipped: row[15],
                flaky: row[16],
                duration: row[17]
            )
        )
    }
}
