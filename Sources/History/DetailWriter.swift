import Core
import Criteria
import GRDB

/// Writes what is kept of one run besides its tests.
struct DetailWriter {
    let run: Int64
    let database: Database

    func write(_ record: HistoricRecord, line: Int64, _ names: inout NameIDs) throws {
        for figure in record.figures where figure.value.isFinite {
            try execute(
                "INSERT OR IGNORE INTO figure(run, name, value, dimension) VALUES (?, ?, ?, ?)",
                [run, names.id(of: figure.name), figure.value, figure.dimension.rawValue]
            )
        }
        for criterion in record.criteria {
            try execute(
                "INSERT OR IGNORE INTO criterion(run, name, verdict) VALUES (?, ?, ?)",
                [run, names.id(of: criterion.path), criterion.verdict.rawValue]
            )
        }
        for step in record.steps {
            let component = try step.component.map { try names.id(of: $0) }
            try execute(
                "INSERT OR IGNORE INTO step(run, name, component, seconds, passed) VALUES (?, ?, ?, ?, ?)",
                [run, names.id(of: step.name), component, step.seconds, step.passed]
            )
        }
        for file in record.files {
            try execute(
                "INSERT OR IGNORE INTO file(run, name, covered, total) VALUES (?, ?, ?, ?)",
                [run, names.id(of: file.path), file.lines.covered, file.lines.total]
            )
        }
        for tool in record.scanners {
            try execute("INSERT OR IGNORE INTO looked(run, tool) VALUES (?, ?)", [run, names.id(of: tool)])
        }
        for finding in record.findings { try write(finding, line: line, started: record.run.started) }
    }

    private func write(_ finding: HistoricFinding, line: Int64, started: Double) throws {
        let identity = Int64(bitPattern: finding.identity)
        try execute(
            """
            INSERT INTO finding(identity, tool, rule, file, package, severity, level, message)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(identity) DO UPDATE SET tool = excluded.tool,
              rule = excluded.rule, file = excluded.file, severity = excluded.severity, level = excluded.level,
              message = excluded.message
            """,
            [
                identity, finding.tool, finding.rule, finding.file, finding.package, finding.severity.rawValue,
                finding.level.rawValue, finding.message,
            ]
        )
        let lookup = try RawStatement(database, "SELECT id FROM finding WHERE identity = ?")
        lookup.bind(1, identity)
        guard let id = try lookup.first() else { return }
        try execute("INSERT OR IGNORE INTO found(run, finding, count) VALUES (?, ?, ?)", [run, id, finding.count])
        try execute(
            """
            INSERT INTO sighting(finding, line, run, started) VALUES (?, ?, ?, ?)
            ON CONFLICT(finding, line) DO UPDATE SET run = excluded.run, started = excluded.started
              WHERE excluded.started < started
            """,
            [id, line, run, started]
        )
    }

    private func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
