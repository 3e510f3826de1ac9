import Core
import DataWriting
import Scanning

/// A PostgreSQL that data is read from.
struct SourceDatabase {
    private let address: String

    /// nil where the text is no address of a PostgreSQL.
    init?(_ text: String) {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else { return nil }
        address = text
    }

    /// How people are told of it: without user, password and parameters.
    var name: String {
        let rest = address.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).last?.dropFirst() ?? ""
        let plain = rest.prefix { $0 != "?" }
        return "postgres://" + (plain.lastIndex(of: "@").map { plain[plain.index(after: $0)...] } ?? plain)
    }

    /// The database's own name, for a file.
    var fileName: String {
        let last = name.split(separator: "/").dropFirst().last.map(String.init) ?? ""
        let plain = last.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return plain.isEmpty ? "database" : plain
    }

    /// What a statement prints.
    func answer(_ statement: String) throws -> [UInt8] { try Psql.output(of: statement, database: address) }

    /// The tables of the current schema, each as CSV with a line of names.
    func tables(_ body: (String, MappedFile) throws -> Void) throws {
        let statement =
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() "
            + "AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
        let names = String(decoding: try answer(statement), as: UTF8.self).split(separator: "\n").map(String.init)
        guard !names.isEmpty else { throw CommandFailure(.usage, "\(name) has no table in its current schema") }
        for table in names {
            let file = try PrivateFile()
            let copy = "COPY (SELECT * FROM \(Psql.identifier(table))) TO STDOUT (FORMAT csv, HEADER)"
            try Psql.run(copy, database: address) { try file.write($0) }
            try file.read { try body(table, $0) }
        }
    }

    /// All of it as pg_dump has it: tables and rows in SQL.
    func dump(_ body: (MappedFile) throws -> Void) throws {
        let file = try PrivateFile()
        let code: Int32
        do {
            code = try ChildProgram.output(
                of: ["pg_dump", "--format=plain", "--no-owner", "--no-privileges", "--dbname=\(address)"]
            ) { try file.write($0) }
        } catch let failure as DataTarget.Failure {
            throw CommandFailure(.infrastructure, failure.message)
        }
        guard code == 0 else {
            throw CommandFailure(.infrastructure, "pg_dump ended with \(code); its message is above")
        }
        try file.read(body)
    }
}
