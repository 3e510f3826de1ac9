import DataWriting
import Scanning
import Signing

/// How far a load into PostgreSQL is, in a table beside the loaded ones: written in the transaction of the rows that it tells of.
struct LoadLedger {
    /// Rows of one transaction.
    static let partRows: UInt64 = 32 * TableJob.pieceRows

    private static let table = "assay_load"
    private let mark: String

    /// `mark` is what the rows are made of: those of another specification are not gone on with.
    init(mark: String) { self.mark = Psql.literal(Array(mark.utf8).withUnsafeBytes { Digest.sha256($0) }) }

    /// How many rows of each table are there.
    func known(in address: String) throws(DataTarget.Failure) -> [String: UInt64] {
        do {
            let isThere = try Psql.output(of: "SELECT to_regclass('\(Self.table)') IS NOT NULL", database: address)
            guard isThere.first == UInt8(ascii: "t") else { return [:] }
            let answer = try Psql.output(
                of: "SELECT json_object_agg(loaded, rows) FROM \(Self.table) WHERE mark = \(mark)",
                database: address
            )
            let json = answer.withUnsafeBytes { try? JSON(parsing: $0) }
            return (json?.object ?? []).reduce(into: [:]) { known, member in
                known[member.key] = member.value.int.map { UInt64(max(0, $0)) }
            }
        } catch {
            throw DataTarget.Failure(message: (error as? CommandFailure)?.message ?? "\(error)")
        }
    }

    /// Stands before everything.
    var begin: String {
        "SET client_min_messages = warning;\nCREATE TABLE IF NOT EXISTS \(Self.table) "
            + "(mark text, loaded text, rows bigint, PRIMARY KEY (mark, loaded));\n"
    }

    /// Stands behind the rows, in their transaction.
    func note(_ table: String, _ rows: UInt64) -> String {
        "INSERT INTO \(Self.table) VALUES (\(mark), \(Psql.literal(table)), \(rows)) "
            + "ON CONFLICT (mark, loaded) DO UPDATE SET rows = excluded.rows;\n"
    }

    /// Stands behind everything: the table goes, unless another load uses it.
    var end: String {
        "DELETE FROM \(Self.table) WHERE mark = \(mark);\nDO $$ BEGIN IF NOT EXISTS (SELECT FROM \(Self.table)) THEN "
            + "DROP TABLE \(Self.table); END IF; END $$;\n"
    }
}
