package import Core
import Criteria
package import Engine
import GRDB

extension SQLiteHistory {
    package func runs(_ query: RunQuery) throws(HistoryError) -> [HistoricRun] {
        try read { database in
            var found: [HistoricRun] = []
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT run.id, branch, commit_id, started, seconds, machine, trigger_word, change, of_commit, verdict,
                      interrupted, seeded, passed, failed, errors, skipped, flaky, duration
                    FROM run JOIN line ON line.id = run.line WHERE started >= ? AND started < ?
                    ORDER BY started DESC, run.id DESC
                    """,
                arguments: [
                    query.from ?? -Double.greatestFiniteMagnitude, query.until ?? Double.greatestFiniteMagnitude,
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
                    SELECT \(TestKey.columns), status, ms
                    FROM run JOIN result ON result.run = run.seq JOIN test ON test.id = result.test WHERE run.id = ?
                    """,
                arguments: [run]
            )
            var found: [TestObservation] = []
            while let row = try rows.next() {
                found.append(
                    TestObservation(
                        key: TestKey(row: row),
                        outcome: TestOutcome(row[TestKey.width]),
                        seconds: Self.seconds(row[TestKey.width + 1])
                    )
                )
            }
            return found
        }
    }

    package func past(of tests: [TestKey], in runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] {
        guard !tests.isEmpty else { return [:] }
        return try read { database in
            let numbers = try runs.map { try Self.number(of: $0.id, database) }
            let statement = try database.cachedStatement(
                sql: "SELECT status, ms FROM result WHERE run = ? AND test = ?"
            )
            var found: [TestKey: TestPast] = [:]
            for key in Set(tests) {
                let test = try Self.test(key, database)
                found[key] = TestPast(
                    try zip(runs, numbers).map { run, number in
                        let row = try number.flatMap { number in
                            try test.flatMap { try Row.fetchOne(statement, arguments: [number, $0]) }
                        }
                        return TestPast.Entry(
                            run: run.name,
                            outcome: row.map { TestOutcome($0[0]) },
                            seconds: row.flatMap { Self.seconds($0[1]) }
                        )
                    }
                )
            }
            return found
        }
    }

    package func failures(in runs: [HistoricRun]) throws(HistoryError) -> [HistoricFailure] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT \(TestKey.columns), status, message
                    FROM failure JOIN test ON test.id = failure.test WHERE run = ?
                    """
            )
            var found: [HistoricFailure] = []
            for run in runs {
                guard let number = try Self.number(of: run.id, database) else { continue }
                let rows = try Row.fetchCursor(statement, arguments: [number])
                while let row = try rows.next() {
                    found.append(
                        HistoricFailure(
                            run: run.id,
                            key: TestKey(row: row),
                            outcome: TestOutcome(row[TestKey.width]),
                            message: row[TestKey.width + 1]
                        )
                    )
                }
            }
            return found
        }
    }

    package func totals(_ query: RunQuery) throws(HistoryError) -> [TestTotal] {
        try read { database in
            let lines = try Self.lines(query, database).map(String.init).joined(separator: ",")
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT \(TestKey.columns), sum(runs), sum(failed), sum(flaky), sum(skipped),
                      sum(ms), min(day), max(day)
                    FROM test_day JOIN test ON test.id = test_day.test
                    WHERE line IN (\(lines)) AND day >= ? AND day <= ? GROUP BY test.id ORDER BY test.id
                    """,
                arguments: [Self.day(query.from) ?? Int.min, query.until.flatMap { Self.day($0.nextDown) } ?? Int.max]
            )
            var found: [TestTotal] = []
            while let row = try rows.next() {
                let ms: Double = row[TestKey.width + 4]
                found.append(
                    TestTotal(
                        key: TestKey(row: row),
                        runs: row[TestKey.width + 0],
                        failed: row[TestKey.width + 1],
                        flaky: row[TestKey.width + 2],
                        skipped: row[TestKey.width + 3],
                        seconds: ms / 1_000,
                        firstDay: row[TestKey.width + 5],
                        lastDay: row[TestKey.width + 6]
                    )
                )
            }
            return found
        }
    }

    package func trend(of figure: String, in runs: [HistoricRun]) throws(HistoryError) -> Trend? {
        try read { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT value, dimension FROM figure JOIN run ON run.seq = figure.run JOIN name ON name.id = figure.name
                    WHERE run.id = ? AND name.text = ?
                    """
            )
            var trend: Trend?
            for run in runs.reversed() {
                guard let row = try Row.fetchOne(statement, arguments: [run.id, figure]) else { continue }
                let dimension = Dimension(rawValue: row[1]) ?? .count
                var own = trend ?? Trend(name: figure, dimension: dimension, points: [])
                own.points.append(Trend.Point(time: run.started, value: row[0], run: run.id))
                trend = own
            }
            return trend
        }
    }

    // MARK: Parts

    static func number(of run: String, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(database, sql: "SELECT seq FROM run WHERE id = ?", arguments: [run])
    }

    private static func test(_ key: TestKey, _ database: Database) throws -> Int64? {
        let hash = Int64(bitPattern: key.hash)
        return try Int64.fetchOne(
            database,
            sql: "SELECT id FROM test WHERE hash = ? UNION ALL SELECT test FROM test_alias WHERE hash = ? LIMIT 1",
            arguments: [hash, hash]
        )
    }

    private static func lines(_ query: RunQuery, _ database: Database) throws -> [Int64] {
        try Row.fetchAll(database, sql: "SELECT id, branch, change FROM line").compactMap { row in
            let (branch, isChange): (String?, Bool) = (row[1], row[2])
            guard let branches = query.branches else { return row[0] }
            return !isChange && branches.contains(branch) ? row[0] : nil
        }
    }

    private static func day(_ time: Double?) -> Int? { time.flatMap { CalendarDay(containing: $0)?.number } }

    private static func seconds(_ milliseconds: Int64?) -> Double? { milliseconds.map { Double($0) / 1_000 } }
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
            started: row[3],
            seconds: row[4],
            machine: row[5],
            trigger: row[6],
            isChange: row[7],
            isOfCommit: row[8],
            verdict: verdict.flatMap { Verdict(rawValue: $0) },
            interrupted: row[10],
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
