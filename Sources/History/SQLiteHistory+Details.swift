package import Core
import Criteria
package import Engine
import GRDB

extension SQLiteHistory {
    package func details(of runs: [HistoricRun]) throws(HistoryError) -> [HistoricRecord] {
        try read { database in
            try runs.compactMap { run in
                guard let number = try Self.number(of: run.id, database) else { return nil }
                return HistoricRecord(
                    run: run,
                    figures: try Self.figures(number, database),
                    criteria: try Self.criteria(number, database),
                    steps: try Self.steps(number, database),
                    files: try Self.files(number, database)
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
}
