package import Core
import Criteria
package import Engine
import GRDB

extension SQLiteHistory {
    /// A run is read from end to end where at least one of so many of its tests is asked for: else test by test.
    private static let scanShare = 8

    package func past(of tests: [TestKey], in runs: [HistoricRun]) throws(HistoryError) -> [TestKey: TestPast] {
        guard !tests.isEmpty else { return [:] }
        return try read { database in
            let keys = Array(Set(tests))
            var places: [Int64: [Int]] = [:]
            for (place, key) in keys.enumerated() {
                if let id = try Self.test(key, database) { places[id, default: []].append(place) }
            }
            let sorted = places.keys.sorted()
            var entries = [[TestPast.Entry]](repeating: [], count: keys.count)
            for run in runs {
                let found = try Self.results(of: sorted, in: run, database)
                let name = run.name
                for place in entries.indices { entries[place].append(TestPast.Entry(run: name, outcome: nil)) }
                for result in found {
                    for place in places[result.test] ?? [] {
                        let last = entries[place].count - 1
                        entries[place][last].outcome = result.outcome
                        entries[place][last].seconds = result.seconds
                    }
                }
            }
            return Dictionary(zip(keys, entries.map { TestPast($0) })) { first, _ in first }
        }
    }

    private typealias Result = (test: Int64, outcome: TestOutcome, seconds: Double?)

    private static func results(of tests: [Int64], in run: HistoricRun, _ database: Database) throws -> [Result] {
        guard !tests.isEmpty, let number = try number(of: run.id, database) else { return [] }
        var found: [Result] = []
        let add = { (row: RawStatement.Row) in
            found.append((row[0], TestOutcome(Int(row[1])), seconds(row.integer(2))))
        }
        if tests.count * scanShare > run.tally.total {
            let wanted = Set(tests)
            let statement = try RawStatement(database, "SELECT test, status, ms FROM result WHERE run = ?")
            statement.bind(1, number)
            try statement.each { row in if wanted.contains(row[0]) { add(row) } }
        } else {
            let statement = try RawStatement(
                database,
                "SELECT test, status, ms FROM result WHERE run = ? AND test = ?"
            )
            statement.bind(1, number)
            for test in tests {
                statement.bind(2, test)
                try statement.each(add)
            }
        }
        return found
    }

    private static func test(_ key: TestKey, _ database: Database) throws -> Int64? {
        let statement = try RawStatement(
            database,
            "SELECT id FROM test WHERE hash = ?1 UNION ALL SELECT test FROM test_alias WHERE hash = ?1 LIMIT 1"
        )
        statement.bind(1, Int64(bitPattern: key.hash))
        return try statement.first()
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

    package func failures(of test: TestKey, in runs: [HistoricRun]) throws(HistoryError) -> [HistoricFailure] {
        try read { database in
            guard let id = try Self.test(test, database) else { return [] }
            let statement = try database.cachedStatement(
                sql: "SELECT status, message FROM failure WHERE run = ? AND test = ?"
            )
            return try runs.compactMap { run in
                guard let number = try Self.number(of: run.id, database),
                    let row = try Row.fetchOne(statement, arguments: [number, id])
                else { return nil }
                return HistoricFailure(run: run.id, key: test, outcome: TestOutcome(row[0]), message: row[1])
            }
        }
    }

    package func signatures(in runs: [HistoricRun]) throws(HistoryError) -> [Set<UInt64>] {
        try read { database in
            let statement = try RawStatement(
                database,
                "SELECT DISTINCT signature FROM failure WHERE run = ? AND signature IS NOT NULL"
            )
            return try runs.map { run in
                guard let number = try Self.number(of: run.id, database) else { return [] }
                var found: Set<UInt64> = []
                statement.bind(1, number)
                try statement.each { found.insert(UInt64(bitPattern: $0[0])) }
                return found
            }
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
}
