import Core
import GRDB

/// The ids of tests by their keys' hashes, as far as they have been asked for: a run's tests are mostly those of the run
/// before it, and the table may hold a million that this one has none of.
struct TestTable: Sendable {
    /// More than these are forgotten at once, in numbers of entries.
    private static let limit = 4_000_000

    private var ids: [Int64: Int64] = [:]
    /// The step that runs a test, by the ids of both, as far as it has been written.
    var steps: [Int64: Int64] = [:]
    /// SQLite's count of what other programs have changed: then everything is asked for again.
    private var version = -1

    /// Forgets what another program may have changed.
    mutating func refresh(_ database: Database) throws {
        let now = try Int.fetchOne(database, sql: "PRAGMA data_version") ?? 0
        if now != version || ids.count > Self.limit { (ids, steps) = ([:], [:]) }
        version = now
    }

    /// The ids of some tests, nil for those that have none yet.
    mutating func known(_ hashes: [Int64], _ database: Database) throws -> [Int64?] {
        let statement = try RawStatement(
            database,
            "SELECT id FROM test WHERE hash = ?1 UNION ALL SELECT test FROM test_alias WHERE hash = ?1 LIMIT 1"
        )
        return try hashes.map { hash in
            if let id = ids[hash] { return id }
            statement.bind(1, hash)
            guard let id = try statement.first() else { return nil }
            ids[hash] = id
            return id
        }
    }

    /// Of a test that has been asked for, or changed, since this began; nil for any other.
    func remembered(_ hash: Int64) -> Int64? { ids[hash] }

    /// What gives tests their ids.
    static func insertion(_ database: Database) throws -> RawStatement {
        try RawStatement(
            database,
            "INSERT INTO test(hash, file, suite, class, name, parameters, variant) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
    }

    /// Gives a test an id that has none yet.
    mutating func insert(
        _ key: TestKey,
        _ hash: Int64,
        by statement: RawStatement,
        _ database: Database
    ) throws -> Int64 {
        statement.bind(1, hash)
        for (place, part) in key.parts.enumerated() { statement.bind(Int32(place + 2), part) }
        try statement.run()
        ids[hash] = database.lastInsertedRowID
        return database.lastInsertedRowID
    }

    /// Lets a test go by another key from now on; the former one still leads to it.
    mutating func move(_ id: Int64, to key: TestKey, _ database: Database) throws {
        let new = Int64(bitPattern: key.hash)
        if let old = try Int64.fetchOne(database, sql: "SELECT hash FROM test WHERE id = ?", arguments: [id]) {
            try alias(old, id, isFormer: true, database)
        }
        try database.execute(sql: "DELETE FROM test_alias WHERE hash = ?", arguments: [new])
        try rename(id, key, new, database)
        ids[new] = id
    }

    /// Lets another key lead to a test too, which keeps its own.
    mutating func alias(_ hash: Int64, _ id: Int64, isFormer: Bool, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO test_alias(hash, test, former) VALUES (?, ?, ?)",
            arguments: [hash, id, isFormer]
        )
        ids[hash] = id
    }

    /// Lets a key lead to no test any more.
    mutating func forget(alias hash: Int64, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM test_alias WHERE hash = ?", arguments: [hash])
        ids[hash] = nil
    }

    /// Gives a test back the key that it had before; the one it had since leads to it no more.
    mutating func restore(_ id: Int64, _ key: TestKey, since hash: Int64, _ database: Database) throws {
        let own = Int64(bitPattern: key.hash)
        try forget(alias: own, database)
        try rename(id, key, own, database)
        ids[own] = id
        ids[hash] = nil
    }

    private func rename(_ id: Int64, _ key: TestKey, _ hash: Int64, _ database: Database) throws {
        let parts = key.parts
        try database.execute(
            sql: """
                UPDATE test SET hash = ?, file = ?, suite = ?, class = ?, name = ?, parameters = ?, variant = ?
                WHERE id = ?
                """,
            arguments: [hash, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], id]
        )
    }
}

extension TestKey {
    /// What a row begins with that a key is read from: the id and the parts.
    static let columns = "test.id, test.file, suite, class, test.name, parameters, variant"
    /// How many they are.
    static let width = 7

    /// In the order of the columns.
    var parts: [String] { [file, suite, className, name, parameters, variantText] }

    init(row: Row) {
        self.init(
            file: row[1],
            suite: row[2],
            className: row[3],
            name: row[4],
            parameters: row[5],
            variant: Self.labels(row[6])
        )
    }

    /// `browser=firefox,os=linux`.
    static func labels(_ text: String) -> Labels {
        guard !text.isEmpty else { return [:] }
        let pairs = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
    }
}

/// The ids of names of figures, criteria, steps, components, files and tools.
struct NameIDs {
    private let database: Database
    private var ids: [String: Int64] = [:]

    init(_ database: Database) { self.database = database }

    mutating func id(of text: String) throws -> Int64 {
        if let id = ids[text] { return id }
        let known = try RawStatement(database, "SELECT id FROM name WHERE text = ?")
        known.bind(1, text)
        let id: Int64
        if let found = try known.first() {
            id = found
        } else {
            let statement = try RawStatement(database, "INSERT INTO name(text) VALUES (?)")
            statement.bind(1, text)
            try statement.run()
            id = database.lastInsertedRowID
        }
        ids[text] = id
        return id
    }
}
