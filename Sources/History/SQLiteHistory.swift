import CLinux
package import Engine
import GRDB
import GRDBSQLite
import Synchronization

/// The history in one SQLite file: an index over the runs' own records, which can be made anew from them at any time.
package final class SQLiteHistory: RunHistory {
    /// How the file is used.
    package enum Access: Sendable, Hashable {
        case write
        /// Nothing is changed; the file must exist.
        case read
    }

    /// Another program's transaction is waited for this long, in seconds.
    package static let patience = 5.0
    /// The keys of a million tests, in MiB.
    package static let cache = 64

    package let path: String
    package let access: Access
    /// What a person should know of how the file is used; nil where there is nothing to say.
    package let remark: String?
    let queue: DatabaseQueue
    /// Which tests are known, between one run that is taken in and the next.
    private let tests = Mutex(TestTable())

    /// Opens the file, and makes it where there is none and it is to be written.
    ///
    /// `patience`: seconds that another program's transaction is waited for.
    /// `cache`: MiB of the file that are kept in memory.
    /// `isRemote`: whether the file lies on a network file system; nil where the file system is to be asked.
    package init(
        path: String,
        access: Access = .write,
        patience: Double = SQLiteHistory.patience,
        cache: Int = SQLiteHistory.cache,
        isRemote: Bool? = nil
    ) throws(HistoryError) {
        self.path = path
        self.access = access
        let isRemote = isRemote ?? FileSystem.isRemote(path)
        remark =
            isRemote
            ? "\(path) lies on a network file system: writers wait for each other, and nothing is shared between machines "
                + "for certain; keep it on a local disk, and share runs by --history"
            : nil
        queue = try Self.mapping(path) {
            let queue = try DatabaseQueue(
                path: access == .read ? Self.unchanging(path) : path,
                configuration: Self.configuration(access, patience)
            )
            try queue.inDatabase { database in
                // In KiB, where it is less than zero.
                try database.execute(sql: "PRAGMA cache_size = -\(cache << 10)")
                try Self.prepare(database, access, isRemote: isRemote, path: path)
            }
            return queue
        }
    }

    /// The name by which SQLite needs no files beside the database, as these cannot be made where nothing may be written.
    private static func unchanging(_ path: String) -> String {
        var name = "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"): name += "%" + String(byte, radix: 16)
            default: name += String(decoding: [byte], as: UTF8.self)
            }
        }
        return name + "?immutable=1"
    }

    private static func configuration(_ access: Access, _ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = access == .read
        configuration.busyMode = .timeout(patience)
        configuration.label = "assay.history"
        return configuration
    }

    /// What is known of the tests; until it is put back, nothing is.
    func takeTable() -> TestTable {
        tests.withLock { table in
            defer { table = TestTable() }
            return table
        }
    }

    func putBack(_ table: TestTable) { tests.withLock { $0 = table } }

    /// Checks the version, makes the tables, and chooses the journal.
    private static func prepare(_ database: Database, _ access: Access, isRemote: Bool, path: String) throws {
        // What is removed need not be overwritten, and a lost power supply costs the last run at most: it is taken in again.
        try database.execute(sql: "PRAGMA secure_delete = OFF; PRAGMA synchronous = \(isRemote ? "FULL" : "NORMAL")")
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if version == 0, application == 0, access == .write {
            let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard objects == 0 else { throw foreign(path) }
            // Before the first table: what is removed later can be given back to the file system.
            try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            // The journal cannot be changed within a transaction. Shared memory does not work across machines.
            if !isRemote { try database.execute(sql: "PRAGMA journal_mode = WAL") }
            try database.inTransaction(.immediate) {
                // Another program may have been quicker.
                if try Int.fetchOne(database, sql: "PRAGMA user_version") == 0 { try HistorySchema.create(database) }
                return .commit
            }
            return
        }
        guard application == HistorySchema.application else { throw foreign(path) }
        guard version >= HistorySchema.version else {
            throw HistoryError(
                .older,
                path: path,
                message: "written by an earlier version of Assay; `assay history rebuild` makes it anew from the runs"
            )
        }
        guard version == HistorySchema.version else {
            throw HistoryError(
                .newer,
                path: path,
                message: "written by a later version of Assay (schema \(version), this one knows "
                    + "\(HistorySchema.version)); use that version, or move the file away and run `assay history rebuild`"
            )
        }
    }

    private static func foreign(_ path: String) -> HistoryError {
        HistoryError(.corrupt, path: path, message: "no history of Assay: another program's database")
    }

    // MARK: Errors

    func read<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try Self.mapping(path) { try queue.read(body) }
    }

    /// One transaction: all of it, or nothing of it.
    func write<Value>(_ body: (Database) throws -> Value) throws(HistoryError) -> Value {
        try Self.mapping(path) { try queue.write(body) }
    }

    /// Every error as a sentence for people.
    static func mapping<Value>(_ path: String, _ body: () throws -> Value) throws(HistoryError) -> Value {
        do {
            return try body()
        } catch let error as HistoryError {
            throw error
        } catch let error as DatabaseError {
            throw HistoryError(error, path: path)
        } catch {
            throw HistoryError(.other, path: path, message: "\(error)")
        }
    }
}

extension HistoryError {
    fileprivate init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, path: path, message: "another program is writing it; try again when that has ended")
        case .SQLITE_READONLY:
            self.init(
                .readOnly,
                path: path,
                message: "it may not be written; check the permissions of it and its folder"
            )
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupt,
                path: path,
                message: "it is damaged or no database; `assay history rebuild` makes it anew from the runs"
            )
        case .SQLITE_FULL:
            self.init(.other, path: path, message: "no space is left for it; `assay clean` frees some")
        case .SQLITE_CANTOPEN:
            self.init(
                .readOnly,
                path: path,
                message: "it cannot be opened; check that its folder exists and may be written"
            )
        default:
            self.init(.other, path: path, message: error.message ?? "\(error.resultCode)")
        }
    }
}

/// What kind of file system a path lies on.
private enum FileSystem {
    /// NFS, SMB, CIFS, 9P, AFS, Ceph, Lustre and FUSE, by the numbers of statfs(2).
    private static let remote: Set<UInt32> = [
        0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x5346_414F, 0x00C3_6400, 0x0BD0_0BD0, 0x6573_5546,
    ]

    static func isRemote(_ path: String) -> Bool {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        return remote.contains(UInt32(truncatingIfNeeded: csys_filesystem(folder)))
    }
}
