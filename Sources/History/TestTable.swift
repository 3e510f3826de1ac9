import Core
import GRDB

/// The ids of tests by their keys' hashes, while a run is taken in.
struct TestTable {
    private var ids: [Int64: Int64] = [:]
    /// Of the run before less than this share is in the new one: part of the tests ran, and none of them has vanished.
    private static let wholeShare = 0.5

    init(_ database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT hash, id FROM test UNION ALL SELECT hash, test FROM test_alias"
        )
        while let row = try rows.next() { ids[row[0]] = row[1] }
    }

    /// The id of a test, which gets one where it has none yet.
    mutating func id(of key: TestKey, _ database: Database) throws -> Int64 {
        let hash = Int64(bitPattern: key.hash)
        if let id = ids[hash] { return id }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO test(hash, file, suite, class, name, parameters, variant) VALUES (?, ?, ?, ?, ?, ?, ?)"
        )
        try statement.execute(arguments: [
            hash, key.file, key.suite, key.className, key.name, key.parameters, key.variantText,
        ])
        ids[hash] = database.lastInsertedRowID
        return database.lastInsertedRowID
    }

    /// Gives tests that have moved the id that they had: unknown keys are held against those of the run before that are
    /// not in this one.
    mutating func adopt(_ keys: [TestKey], previous: Int64?, _ database: Database) throws {
        let unknown = keys.filter { ids[Int64(bitPattern: $0.hash)] == nil }
        guard let previous, !unknown.isEmpty, !ids.isEmpty else { return }
        let own = Set(keys.compactMap { ids[Int64(bitPattern: $0.hash)] })
        var vanished: [TestKey] = []
        var before: [TestKey: Int64] = [:]
        var count = 0
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT \(TestKey.columns) FROM result JOIN test ON test.id = result.test
                WHERE run = ?
                """,
            arguments: [previous]
        )
        while let row = try rows.next() {
            count += 1
            let id: Int64 = row[0]
            guard !own.contains(id) else { continue }
            let key = TestKey(row: row)
            vanished.append(key)
            before[key] = id
        }
        guard Double(count - vanished.count) >= Self.wholeShare * Double(count) else { return }
        for rename in TestRenames(vanished: vanished, appeared: unknown).renames {
            guard let id = before[rename.from] else { continue }
            try move(id, rename, database)
        }
    }

    private mutating func move(_ id: Int64, _ rename: TestRenames.Rename, _ database: Database) throws {
        let (old, new) = (Int64(bitPattern: rename.from.hash), Int64(bitPattern: rename.to.hash))
        let key = rename.to
        try database.execute(
            sql:
                "UPDATE test SET hash = ?, file = ?, suite = ?, class = ?, name = ?, parameters = ?, variant = ? WHERE id = ?",
            arguments: [
                new, key.file, key.suite, key.className, key.name, key.parameters, key.variantText, id,
            ]
        )
        try database.execute(sql: "INSERT OR REPLACE INTO test_alias(hash, test) VALUES (?, ?)", arguments: [old, id])
        ids[new] = id
    }
}

extension TestKey {
    /// What a row begins with that a key is read from: the id and the parts.
    static let columns = "test.id, test.file, suite, class, test.name, parameters, variant"
    /// How many they are.
    static let width = 7

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
        let pairs = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
    }
}

/// The ids of names of figures, criteria, steps, components and files.
struct NameIDs {
    private let database: Database
    private var ids: [String: Int64] = [:]

    init(_ database: Database) { self.database = database }

    mutating func id(of text: String) throws -> Int64 {
        if let id = ids[text] { return id }
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO name(text) VALUES (?)").execute(arguments: [text])
        let known = try database.cachedStatement(sql: "SELECT id FROM name WHERE text = ?")
        let id = try Int64.fetchOne(known, arguments: [text]) ?? 0
        ids[text] = id
        return id
    }
}
