package import Core
import Criteria
package import Engine
import GRDB

extension SQLiteHistory {
    package func details(of runs: [HistoricRun], _ parts: RunParts) throws(HistoryError) -> [HistoricRecord] {
        try read { database in
            try runs.compactMap { run in
                guard let number = try Self.number(of: run.id, database) else { return nil }
                return HistoricRecord(
                    run: run,
                    figures: parts.contains(.figures) ? try Self.figures(number, database) : [],
                    criteria: parts.contains(.criteria) ? try Self.criteria(number, database) : [],
                    steps: parts.contains(.steps) ? try Self.steps(number, database) : [],
                    files: parts.contains(.files) ? try Self.files(number, database) : []
                )
            }
        }
    }

    package func steps(of runs: [HistoricRun]) throws(HistoryError) -> [[HistoricStep]] {
        try read { database in
            try runs.map { run in try Self.number(of: run.id, database).map { try Self.steps($0, database) } ?? [] }
        }
    }

    private static func figures(_ run: Int64, _ database: Database) throws -> [HistoricFigure] {
        let rows = try Row.fetchAll(
            try database.cachedStatement(
                sql: "SELECT text, value, dimension FROM figure JOIN name ON id = name WHERE run = ? ORDER BY text"
            ),
            arguments: [run]
        )
        return rows.compactMap { row in
            Dimension(rawValue: row[2]).map { HistoricFigure(name: row[0], value: row[1], dimension: $0) }
        }
    }

    private static func criteria(_ run: Int64, _ database: Database) throws -> [HistoricCriterion] {
        let rows = try Row.fetchAll(
            try database.cachedStatement(
                sql: "SELECT text, verdict FROM criterion JOIN name ON id = name WHERE run = ? ORDER BY text"
            ),
            arguments: [run]
        )
        return rows.compactMap { row in
            Verdict(rawValue: row[1]).map { HistoricCriterion(path: row[0], verdict: $0) }
        }
    }

    private static func steps(_ run: Int64, _ database: Database) throws -> [HistoricStep] {
        let rows = try Row.fetchAll(
            try database.cachedStatement(
                sql: """
                    SELECT own.text, part.text, seconds, passed FROM step JOIN name own ON own.id = step.name
                    LEFT JOIN name part ON part.id = step.component WHERE run = ? ORDER BY own.text
                    """
            ),
            arguments: [run]
        )
        return rows.map { HistoricStep(name: $0[0], component: $0[1], seconds: $0[2], passed: $0[3]) }
    }

    private static func files(_ run: Int64, _ database: Database) throws -> [HistoricFile] {
        let rows = try Row.fetchAll(
            try database.cachedStatement(
                sql: "SELECT text, covered, total FROM file JOIN name ON id = name WHERE run = ? ORDER BY text"
            ),
            arguments: [run]
        )
        return rows.map { HistoricFile(path: $0[0], lines: Fraction(covered: $0[1], total: $0[2])) }
    }

    // MARK: Findings

    package func findings(
        of run: String
    ) throws(HistoryError) -> (scanners: [String], findings: [HistoricFinding]) {
        try read { database in
            guard let number = try Self.number(of: run, database) else { return ([], []) }
            let scanners = try String.fetchAll(
                database,
                sql: "SELECT text FROM looked JOIN name ON name.id = looked.tool WHERE run = ? ORDER BY text",
                arguments: [number]
            )
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT tool, rule, file, package, severity, level, message, identity, count
                    FROM found JOIN finding ON finding.id = found.finding WHERE run = ?
                    """,
                arguments: [number]
            )
            return (scanners, rows.map { HistoricFinding(row: $0) }.sorted(by: HistoricFinding.precedes))
        }
    }

    package func sightings(
        of findings: [UInt64],
        _ query: RunQuery
    ) throws(HistoryError) -> [UInt64: FindingSighting] {
        try read { database in
            let lines = try Self.lines(query, database).map(String.init).joined(separator: ",")
            let statement = try database.cachedStatement(
                sql: """
                    SELECT run.id, commit_id, sighting.started
                    FROM finding JOIN sighting ON sighting.finding = finding.id JOIN run ON run.seq = sighting.run
                    WHERE identity = ? AND sighting.line IN (\(lines)) ORDER BY sighting.started LIMIT 1
                    """
            )
            var found: [UInt64: FindingSighting] = [:]
            for identity in findings {
                guard let row = try Row.fetchOne(statement, arguments: [Int64(bitPattern: identity)]) else { continue }
                found[identity] = FindingSighting(
                    first: RunComparison.RunName(id: row[0], commit: row[1]),
                    started: row[2]
                )
            }
            return found
        }
    }
}

extension HistoricFinding {
    fileprivate init(row: Row) {
        let (severity, level): (String, String) = (row[4], row[5])
        let identity: Int64 = row[7]
        self.init(
            tool: row[0],
            rule: row[1],
            file: row[2],
            package: row[3],
            severity: Finding.Severity(rawValue: severity) ?? .unknown,
            level: Finding.Level(rawValue: level) ?? .warning,
            message: row[6],
            identity: UInt64(bitPattern: identity),
            count: row[8]
        )
    }
}
