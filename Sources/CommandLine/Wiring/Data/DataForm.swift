import ArgumentParser
import DataMaking

/// What `assay data generate` writes.
enum DataForm: String, Sendable, CaseIterable, ExpressibleByArgument {
    case csv
    case jsonl
    case sql
    case redis
    case parquet

    /// How rows are written, also where another program makes the file of them.
    var rows: RowWriter.Form {
        switch self {
        case .csv, .parquet: .csv
        case .jsonl: .jsonl
        case .sql: .sql
        case .redis: .redis
        }
    }

    /// Whether all tables are one file: what reads it takes them one behind the other.
    var isOneFile: Bool { self == .sql || self == .redis }
}
