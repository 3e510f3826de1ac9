import GRDB
import GRDBSQLite

/// A statement that is run very often: values are bound one by one, without a list of arguments in between.
struct RawStatement {
    enum Value {
        case null
        case integer(Int64)
        case text(String)
    }

    private let statement: Statement

    init(_ database: Database, _ sql: String) throws { statement = try database.cachedStatement(sql: sql) }

    /// Runs it with these values, and leaves it ready to be run again.
    func run(_ values: Value...) throws {
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .null: sqlite3_bind_null(handle, place)
            case .integer(let number): sqlite3_bind_int64(handle, place, number)
            case .text(var text):
                _ = text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) { characters in
                        // Copied by SQLite: the bytes live as long as this call only.
                        sqlite3_bind_text(
                            handle,
                            place,
                            characters.baseAddress,
                            Int32(clamping: bytes.count),
                            Self.copied
                        )
                    }
                }
            }
        }
        let code = sqlite3_step(handle)
        sqlite3_reset(handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code))
        }
    }

    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
