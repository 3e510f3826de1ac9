import Core
import GRDB

/// Writes the results of one run, in the order of the primary key: so pages are written once.
struct ResultWriter {
    let run: Int64
    let line: Int64
    let day: Int
    let database: Database

    /// How far it is: rows written.
    typealias Progress = (Int) -> Void

    private static let progressRows = 16_384

    /// Tests under one id are one result, the worse one.
    func write(_ tests: [TestObservation], ids: [Int64], progress: Progress) throws {
        var rows = ids.indices.map { (test: ids[$0], index: $0) }
        rows.sort { ($0.test, $0.index) < ($1.test, $1.index) }
        let statements = try Statements(run: run, database)
        var place = 0
        while place < rows.count {
            var observation = tests[rows[place].index]
            let test = rows[place].test
            place += 1
            while place < rows.count, rows[place].test == test {
                observation.join(tests[rows[place].index])
                place += 1
            }
            try statements.write(observation, test)
            if place % Self.progressRows == 0 { progress(place) }
        }
        try addUp()
    }

    /// Adds the run to the totals of its day, in one statement for all tests.
    private func addUp() throws {
        try database.execute(
            sql: """
                INSERT INTO test_day(line, day, test, runs, failed, flaky, skipped, ms)
                SELECT ?, ?, test, 1, status = 1, status = 2, status = 3, ifnull(ms, 0) FROM result WHERE run = ?
                ON CONFLICT(line, day, test) DO UPDATE SET runs = runs + 1, failed = failed + excluded.failed,
                  flaky = flaky + excluded.flaky, skipped = skipped + excluded.skipped, ms = ms + excluded.ms
                """,
            arguments: [line, day, run]
        )
    }

    /// Says of each test which step runs it now, where that has changed.
    func writeSteps(
        _ tests: [TestObservation],
        ids: [Int64],
        _ names: inout NameIDs,
        _ table: inout TestTable
    ) throws {
        let statement = try RawStatement(database, "UPDATE test SET step = ?1 WHERE id = ?2 AND step IS NOT ?1")
        for (test, id) in zip(tests, ids) {
            guard let step = test.step, case let name = try names.id(of: step), table.steps[id] != name else {
                continue
            }
            table.steps[id] = name
            statement.bind(1, name)
            statement.bind(2, id)
            try statement.run()
        }
    }

    /// Bound once to what is the same in every row.
    private final class Statements {
        private let result: RawStatement
        private let failure: RawStatement
        private let repeated: RawStatement
        /// Failures of one cause often have one message.
        private var signatures: [String: Int64?] = [:]

        private static let signatureLimit = 10_000

        init(run: Int64, _ database: Database) throws {
            result = try RawStatement(database, "INSERT INTO result(run, test, status, ms) VALUES (?, ?, ?, ?)")
            failure = try RawStatement(
                database,
                "INSERT INTO failure(run, test, status, signature, message) VALUES (?, ?, ?, ?, ?)"
            )
            repeated = try RawStatement(database, "INSERT INTO repeated(run, test, count) VALUES (?, ?, ?)")
            for statement in [result, failure, repeated] { statement.bind(1, run) }
        }

        func write(_ observation: TestObservation, _ test: Int64) throws {
            let outcome = observation.outcome
            result.bind(2, test)
            result.bind(3, Int64(outcome.rawValue))
            result.bind(4, observation.milliseconds)
            try result.run()
            if observation.count > 1 {
                repeated.bind(2, test)
                repeated.bind(3, Int64(observation.count))
                try repeated.run()
            }
            guard outcome == .failed || outcome == .flaky else { return }
            failure.bind(2, test)
            failure.bind(3, Int64(outcome.rawValue))
            failure.bind(4, signature(observation.message))
            failure.bind(5, observation.message)
            try failure.run()
        }

        private func signature(_ message: String?) -> Int64? {
            guard let message else { return nil }
            if let known = signatures[message] { return known }
            if signatures.count >= Self.signatureLimit { signatures = [:] }
            let signature = FailureSignature(message).map { Int64(bitPattern: $0.hash) }
            signatures[message] = .some(signature)
            return signature
        }
    }
}

extension TestObservation {
    /// Rounded up, so that a test that took any time at all took some.
    fileprivate var milliseconds: Int64? {
        seconds.flatMap { $0.isFinite && $0 >= 0 && $0 < 1e9 ? Int64(($0 * 1_000).rounded(.up)) : nil }
    }
}
