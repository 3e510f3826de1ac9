import Core
import GRDB

/// Finds out which test each result of a run is of: one that is known, one that has moved or has another name, or a new one.
struct TestResolver {
    var table: TestTable
    let database: Database
    /// Of the run before less than this share is in the new one: part of the tests ran, and none of them has vanished.
    private static let wholeShare = 0.5

    /// The ids in the order of the tests; two tests with one key have one.
    ///
    /// `previous`: the run that tests may have moved since; nil for none.
    mutating func ids(of record: HistoricRecord, previous: Int64?) throws -> [Int64] {
        let hashes = record.tests.map { Int64(bitPattern: $0.key.hash) }
        var ids = try table.known(hashes, database)
        let followsAliases = try separate(record, hashes, &ids)
        if ids.contains(nil), let previous {
            try follow(record, hashes, &ids, previous)
        }
        let insertion = try TestTable.insertion(database)
        for index in hashes.indices where ids[index] == nil {
            // Another result of the same test may have given it one.
            ids[index] =
                if let id = table.remembered(hashes[index]) { id } else {
                    try table.insert(record.tests[index].key, hashes[index], by: insertion, database)
                }
        }
        if followsAliases, !record.run.isChange { try settle(record, hashes, ids) }
        return ids.compactMap(\.self)
    }

    // MARK: Moved tests

    /// Gives tests that have moved the id that they had: unknown keys are held against those of the run before that are
    /// not in this one.
    private mutating func follow(
        _ record: HistoricRecord,
        _ hashes: [Int64],
        _ ids: inout [Int64?],
        _ previous: Int64
    ) throws {
        let own = Set(ids.compactMap(\.self))
        var vanished: [Int64] = []
        var count = 0
        let statement = try RawStatement(database, "SELECT test FROM result WHERE run = ?")
        statement.bind(1, previous)
        try statement.each { row in
            count += 1
            if !own.contains(row[0]) { vanished.append(row[0]) }
        }
        guard !vanished.isEmpty, Double(count - vanished.count) >= Self.wholeShare * Double(count) else { return }
        let unknown = ids.indices.filter { ids[$0] == nil }
        let before = try keys(of: vanished)
        let told = Dictionary(record.renames.map { ($0.to, $0.from) }) { first, _ in first }
        var taken: Set<TestKey> = []
        var moves: [TestKey: Int64] = [:]
        for index in unknown {
            let key = record.tests[index].key
            guard let from = told[key], let id = before[from], taken.insert(from).inserted else { continue }
            moves[key] = id
        }
        let renames = TestRenames(
            vanished: before.keys.filter { !taken.contains($0) },
            appeared: unknown.map { record.tests[$0].key }.filter { moves[$0] == nil }
        )
        for rename in renames.renames { moves[rename.to] = before[rename.from] }
        for index in unknown {
            let key = record.tests[index].key
            guard let id = moves[key] else { continue }
            ids[index] = id
            // A proposed change may never be merged.
            if record.run.isChange {
                try table.alias(hashes[index], id, isFormer: false, database)
            } else {
                try table.move(id, to: key, database)
            }
        }
    }

    private func keys(of tests: [Int64]) throws -> [TestKey: Int64] {
        let statement = try database.cachedStatement(sql: "SELECT \(TestKey.columns) FROM test WHERE id = ?")
        var keys: [TestKey: Int64] = [:]
        for test in tests {
            guard let row = try Row.fetchOne(statement, arguments: [test]) else { continue }
            keys[TestKey(row: row)] = test
        }
        return keys
    }

    // MARK: Names that lead to one test

    /// Where a run has a test under two of its names, they are two tests: the one that was there first keeps the past.
    ///
    /// Gives back whether any name is not the test's present one.
    private mutating func separate(
        _ record: HistoricRecord,
        _ hashes: [Int64],
        _ ids: inout [Int64?]
    ) throws -> Bool {
        let rows = try Row.fetchAll(database, sql: "SELECT hash, test, former FROM test_alias")
        guard !rows.isEmpty else { return false }
        let aliases = Dictionary(rows.map { ($0[0] as Int64, (id: $0[1] as Int64, isFormer: $0[2] as Bool)) }) { $1 }
        var places: [Int64: Int] = [:]
        for index in hashes.indices where ids[index] != nil && aliases[hashes[index]] == nil {
            places[ids[index] ?? 0] = index
        }
        var isAliased = false
        for index in hashes.indices {
            guard let alias = aliases[hashes[index]] else { continue }
            guard let present = places[alias.id] else {
                isAliased = true
                continue
            }
            if alias.isFormer {
                try table.restore(alias.id, record.tests[index].key, since: hashes[present], database)
                ids[present] = nil
            } else {
                try table.forget(alias: hashes[index], database)
                ids[index] = nil
            }
        }
        return isAliased
    }

    /// Lets tests go by the names that this run has them under.
    private mutating func settle(_ record: HistoricRecord, _ hashes: [Int64], _ ids: [Int64?]) throws {
        let aliases = Set(try Int64.fetchAll(database, sql: "SELECT hash FROM test_alias"))
        for index in hashes.indices where aliases.contains(hashes[index]) {
            if let id = ids[index] { try table.move(id, to: record.tests[index].key, database) }
        }
    }
}
