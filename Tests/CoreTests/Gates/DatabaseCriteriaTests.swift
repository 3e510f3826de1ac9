import Core
import Criteria
import Testing

@Suite("Database operations as evidence")
struct DatabaseCriteriaTests {
    /// A report with one reading of a counter; nil for no label `read`.
    private func reading(_ metric: MetricID, _ value: Double, _ read: String?, database: String = "shop") -> Report {
        var labels = ["datname": database]
        labels["read"] = read
        var report = Given.metric(metric, value, .count, labels: labels)
        report.path = "\(metric.name)-\(read ?? "total").json"
        report.measurements[0].provenance = [report.provenance]
        return report
    }

    private func readings(
        commits: (Double, Double),
        rollbacks: (Double, Double),
        deadlocks: (Double, Double)? = nil,
        prefix: String = "database_operations.",
        database: String = "shop"
    ) -> [Report] {
        let names =
            prefix == "pg_stat_database_"
            ? ["xact_commit", "xact_rollback", "deadlocks"] : ["commits", "rollbacks", "deadlocks"]
        var reports: [Report] = []
        for (name, values) in zip(names, [commits, rollbacks, deadlocks].compactMap(\.self)) {
            reports.append(reading(MetricID(prefix + name), values.0, "before", database: database))
            reports.append(reading(MetricID(prefix + name), values.1, "after", database: database))
        }
        return reports
    }

    private func success(_ reports: [Report]) throws -> CellVerdict {
        let criterion = try Given.criterion(.integration, "database_operations.transaction_success", "> 99.9%")
        return Given.judge(criterion, .integration, reports).cells[0]
    }

    private func deadlockRate(_ reports: [Report]) throws -> CellVerdict {
        let criterion = try Given.criterion(.integration, "database_operations.deadlock_rate", "< 0.01%")
        return Given.judge(criterion, .integration, reports).cells[0]
    }

    @Test(
        "the counters of the database are compared before and after, and called a proxy",
        arguments: ["database_operations.", "pg_stat_database_"]
    )
    func proxy(prefix: String) throws {
        let cell = try success(readings(commits: (70_000, 73_999), rollbacks: (12, 13), prefix: prefix))
        #expect(cell.judgement.verdict == .pass)
        let measured = try #require(cell.judgement.measurements.first)
        #expect(measured.value == 3_999.0 / 4_000)
        #expect(measured.samples == 4_000)
        #expect(measured.notes.contains { $0.contains("proxy") })
        #expect(measured.provenance.count == 4)
    }

    @Test("rollbacks beyond the limit fail, and name the database")
    func failing() throws {
        let fine = readings(commits: (0, 9_000), rollbacks: (0, 0), database: "users")
        let cell = try success(fine + readings(commits: (0, 900), rollbacks: (0, 100)))
        #expect(cell.judgement.verdict == .fail)
        #expect(cell.judgement.measurements.first?.offenders.map(\.name) == ["datname=shop"])
    }

    @Test("the application's own counters come first, and are no proxy")
    func application() throws {
        let reports =
            [
                reading("database_operations.transactions_succeeded", 5_000, nil),
                reading("database_operations.transactions_failed", 0, nil),
            ] + readings(commits: (0, 10), rollbacks: (0, 90))
        let cell = try success(reports)
        #expect(cell.judgement.verdict == .pass)
        #expect(cell.judgement.measurements.first?.notes == [])
    }

    @Test("a counter that was reset between the readings is an error")
    func reset() throws {
        let cell = try success(readings(commits: (70_000, 12), rollbacks: (0, 0)))
        #expect(cell.judgement.verdict == .error)
        #expect(cell.judgement.reason?.contains("reset") == true)
        let locks = try deadlockRate(readings(commits: (0, 40_000), rollbacks: (0, 0), deadlocks: (5, 0)))
        #expect(locks.judgement.verdict == .error)
    }

    @Test("readings of the same moment that differ are an error")
    func contradiction() throws {
        var reports = readings(commits: (0, 4_000), rollbacks: (0, 0))
        reports.append(reading("database_operations.commits", 7, "before"))
        #expect(try success(reports).judgement.verdict == .error)
    }

    @Test("half a pair, commits without rollbacks, or no transaction at all are not evaluated")
    func incomplete() throws {
        let commits = reading("database_operations.commits", 4_000, "after")
        #expect(try success([commits]).judgement.reason?.contains("no reading 'before'") == true)
        let pair = Array(readings(commits: (0, 4_000), rollbacks: (0, 0)).prefix(2))
        #expect(try success(pair).judgement.verdict == .notEvaluated)
        #expect(try success(readings(commits: (9, 9), rollbacks: (3, 3))).judgement.verdict == .notEvaluated)
        #expect(try success([reading("database_operations.commits", 4_000, nil)]).judgement.verdict == .notEvaluated)
        #expect(try deadlockRate(readings(commits: (0, 9), rollbacks: (0, 9))).judgement.verdict == .notEvaluated)
    }

    @Test(
        "no deadlock among few transactions proves nothing",
        arguments: [
            (100.0, 0.0, Verdict.inconclusive), (29_999, 0, .inconclusive), (30_000, 0, .pass), (30_000, 4, .fail),
        ]
    )
    func rareEvents(transactions: Double, deadlocks: Double, expected: Verdict) throws {
        let reports = readings(commits: (0, transactions), rollbacks: (0, 0), deadlocks: (0, deadlocks))
        #expect(try deadlockRate(reports).judgement.verdict == expected)
    }

    @Test("few transactions do not show so high a success rate")
    func fewTransactions() throws {
        #expect(try success(readings(commits: (0, 2_999), rollbacks: (0, 0))).judgement.verdict == .inconclusive)
        #expect(try success(readings(commits: (0, 3_000), rollbacks: (0, 0))).judgement.verdict == .pass)
    }
}
