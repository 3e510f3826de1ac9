import DataMaking
import DataWriting
import Glibc

/// Parquet through DuckDB's command, which reads rows as CSV: the file gets its name when it is whole.
extension GenerationSession {
    func writeParquet(_ table: CompiledTable, to path: String) async throws(DataTarget.Failure) {
        guard ChildProgram.isInstalled("duckdb") else {
            throw DataTarget.Failure(
                message:
                    "Parquet is written by DuckDB's command, and no 'duckdb' is in PATH: install it, or take another --format"
            )
        }
        let part = path + ".part"
        do throws(DataTarget.Failure) {
            let ended = try await ChildProgram.feed(["duckdb", "-c", Self.statement(table, to: part)], isSilent: true) {
                target async throws(DataTarget.Failure) in
                try await write(table, to: target)
            }
            try ended.check("duckdb", "\(path) was not written")
            guard rename(part, path) == 0 else {
                throw DataTarget.Failure(
                    message: "cannot write \(path): \(String(cString: strerror(errno)).lowercased())"
                )
            }
        } catch {
            unlink(part)
            throw error
        }
        Console.error("assay: \(path): \(range(table).count) rows")
    }

    static func statement(_ table: CompiledTable, to path: String) -> String {
        let columns = table.columns.map { "\(Psql.literal($0.name)): '\(type($0.type))'" }.joined(separator: ", ")
        return
            "COPY (SELECT * FROM read_csv('/dev/stdin', header = true, auto_detect = false, delim = ',', quote = '\"', "
            + "escape = '\"', nullstr = '', allow_quoted_nulls = false, columns = {\(columns)})) "
            + "TO \(Psql.literal(path)) (FORMAT parquet, COMPRESSION zstd)"
    }

    private static func type(_ type: Column.ValueType) -> String {
        switch type {
        case .text: "VARCHAR"
        case .integer: "BIGINT"
        case .decimal: "DOUBLE"
        case .boolean: "BOOLEAN"
        case .timestamp: "TIMESTAMP"
        case .date: "DATE"
        case .uuid: "UUID"
        }
    }
}
