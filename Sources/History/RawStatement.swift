import GRDB
import GRDBSQLite

/// A statement that is run very often: values are bound and read one by one, without lists of arguments in between.
struct RawStatement {
    /// A row that is under the cursor.
    struct Row {
        fileprivate let handle: OpaquePointer

        subscript(column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

        /// nil for NULL.
        func integer(_ column: Int32) -> Int64? {
            sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
        }
    }

    private let statement: Statement

    init(_ database: Database, _ sql: String) throws { statement = try database.cachedStatement(sql: sql) }

    private var handle: OpaquePointer { statement.sqliteStatement }

    /// `place`: from 1.
    func bind(_ place: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(handle, place, value) } else { sqlite3_bind_null(handle, place) }
    }

    /// `place`: from 1.
    func bind(_ place: Int32, _ text: String?) {
        guard var text else {
            sqlite3_bind_null(handle, place)
            return
        }
        _ = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // Copied by SQLite: the bytes live as long as this call only.
                sqlite3_bind_text(handle, place, characters.baseAddress, Int32(clamping: bytes.count), Self.copied)
            }
        }
    }

    /// Runs it with what is bound, and leaves it ready to be run again.
    func run() throws { try each { _ in } }

    /// The first column of the first row; nil without any.
    func first() throws -> Int64? {
        defer { sqlite3_reset(handle) }
        return try step() ? sqlite3_column_int64(handle, 0) : nil
    }

    func each(_ body: (Row) throws -> Void) throws {
        defer { sqlite3_reset(handle) }
        while try step() { try body(Row(handle: handle)) }
    }

    private func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        return false
    }

    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
