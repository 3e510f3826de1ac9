package import Core
package import Engine
import GRDB

extension SQLiteHistory {
    package func totals(_ query: RunQuery) throws(HistoryError) -> [TestTotal] {
        try read { database in
            let sums = try Self.sums(query, database)
            guard let first = sums.keys.min(), let last = sums.keys.max() else { return [] }
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT \(TestKey.columns), id FROM test WHERE id BETWEEN ? AND ? ORDER BY id",
                arguments: [first, last]
            )
            var found: [TestTotal] = []
            found.reserveCapacity(sums.count)
            while let row = try rows.next() {
                guard let sum = sums[row[TestKey.width]] else { continue }
                found.append(sum.total(of: TestKey(row: row)))
            }
            return found
        }
    }

    package func testCount(of run: String) throws(HistoryError) -> Int {
        try read { database in
            guard let number = try Self.number(of: run, database) else { return 0 }
            let statement = try RawStatement(database, "SELECT count(*) FROM result WHERE run = ?")
            statement.bind(1, number)
            return Int(try statement.first() ?? 0)
        }
    }

    /// Without names, by the number of the test: the days of a test lie apart, and sorting them would take longer than adding.
    private static func sums(_ query: RunQuery, _ database: Database) throws -> [Int64: DaySum] {
        let days = try RawStatement(
            database,
            """
            SELECT test, runs, failed, flaky, skipped, ms, day FROM test_day
            WHERE line = ? AND day BETWEEN ? AND ?
            """
        )
        var sums: [Int64: DaySum] = [:]
        for line in try lines(query, database) {
            days.bind(1, line)
            days.bind(2, day(query.from).map(Int64.init) ?? .min)
            days.bind(3, query.until.flatMap { day($0.nextDown) }.map(Int64.init) ?? .max)
            try days.each { row in sums[row[0], default: DaySum()].add(row) }
        }
        return sums
    }

    private static func day(_ time: Double?) -> Int? { time.flatMap { CalendarDay(containing: $0)?.number } }
}

/// What a test came to on some days.
private struct DaySum {
    var runs: Int64 = 0
    var failed: Int64 = 0
    var flaky: Int64 = 0
    var skipped: Int64 = 0
    var milliseconds: Int64 = 0
    var firstDay = Int64.max
    var lastDay = Int64.min

    mutating func add(_ row: RawStatement.Row) {
        runs += row[1]
        failed += row[2]
        flaky += row[3]
        skipped += row[4]
        milliseconds += row[5]
        firstDay = min(firstDay, row[6])
        lastDay = max(lastDay, row[6])
    }

    func total(of key: TestKey) -> TestTotal {
        TestTotal(
            key: key,
            runs: Int(runs),
            failed: Int(failed),
            flaky: Int(flaky),
            skipped: Int(skipped),
            seconds: Double(milliseconds) / 1_000,
            firstDay: Int(firstDay),
            lastDay: Int(lastDay)
        )
    }
}
