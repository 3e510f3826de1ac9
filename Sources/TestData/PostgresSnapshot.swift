import Core
import Engine

/// Snapshots of a PostgreSQL database by template databases.
///
/// A template must be nobody's while it is copied, so that connections are ended; how many is said.
struct PostgresSnapshot: Sendable {
    let point: ServicePoint
    let tool: DataTool

    static let template = "assay_snapshot"

    private func psql(_ statements: [String], log: String) async throws(LaunchError) -> DataTool.Ended {
        var arguments = [
            DataTool.postgres("psql"), "--no-psqlrc", "--quiet", "--no-align", "--tuples-only",
            "--set=ON_ERROR_STOP=1", "--host=\(point.host)", "--port=\(point.port)", "--username=\(point.user)",
            "--no-password", "--dbname=template1",
        ]
        for statement in statements { arguments.append("--command=\(statement)") }
        return try await tool.run(arguments, ["PGOPTIONS": "-c client_min_messages=warning"], log: log)
    }

    private func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private var database: String { quoted(point.database) }

    private var name: String {
        "'" + point.database.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// Makes the snapshot anew: how many connections had to be ended.
    func take() async throws(LaunchError) -> Int {
        let template = quoted(Self.template)
        let ended = try await psql(
            [
                "DROP DATABASE IF EXISTS \(template) WITH (FORCE)",
                "ALTER DATABASE \(database) WITH ALLOW_CONNECTIONS false",
                "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = \(name)",
                "CREATE DATABASE \(template) TEMPLATE \(database) STRATEGY FILE_COPY",
            ],
            log: "data-snapshot-\(point.name).log"
        )
        let opened = try await psql(
            ["ALTER DATABASE \(database) WITH ALLOW_CONNECTIONS true"],
            log: "data-open-\(point.name).log"
        )
        guard ended.isSuccess, opened.isSuccess else {
            throw failure("no snapshot can be taken of", ended.isSuccess ? opened : ended)
        }
        return Self.count(ended.output)
    }

    /// Takes the database back: how many connections had to be ended.
    func restore() async throws(LaunchError) -> Int {
        let ended = try await psql(
            [
                "SELECT count(*) FROM pg_stat_activity WHERE datname = \(name)",
                "DROP DATABASE IF EXISTS \(database) WITH (FORCE)",
                "CREATE DATABASE \(database) TEMPLATE \(quoted(Self.template)) STRATEGY FILE_COPY",
            ],
            log: "data-restore-\(point.name).log"
        )
        guard ended.isSuccess else { throw failure("the snapshot cannot be restored in", ended) }
        return Self.count(ended.output)
    }

    /// Writes the database to a file, from which a later run takes it.
    func save(to path: String) async throws(LaunchError) {
        let ended = try await tool.run(
            [
                DataTool.postgres("pg_dump"), "--format=custom", "--no-owner", "--file=\(path)",
                "--dbname=\(point.url)",
            ],
            log: "data-save-\(point.name).log"
        )
        guard ended.isSuccess else { throw failure("no copy can be kept of", ended) }
    }

    /// Takes the database from a file.
    func load(_ path: String) async throws(LaunchError) {
        let ended = try await tool.run(
            [
                DataTool.postgres("pg_restore"), "--clean", "--if-exists", "--no-owner", "--single-transaction",
                "--dbname=\(point.url)", path,
            ],
            log: "data-load-\(point.name).log"
        )
        guard ended.isSuccess else { throw failure("the kept copy cannot be taken into", ended) }
    }

    private func failure(_ words: String, _ ended: DataTool.Ended) -> LaunchError {
        let lines = ended.output.split(separator: "\n").suffix(20).map(String.init)
        return LaunchError("\(words) service \"\(point.name)\" (database \(point.database))", details: lines)
    }

    /// The number in the first line that is one.
    private static func count(_ output: String) -> Int {
        output.split(separator: "\n").lazy.compactMap { Int($0) }.first ?? 0
    }
}
