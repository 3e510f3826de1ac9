import Core
import DataWriting

/// Asks a PostgreSQL through psql.
enum Psql {
    /// Words that begin every command: no settings of the user's, and the first error is the end.
    static func words(_ database: String) -> [String] {
        ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname=\(database)"]
    }

    /// What a statement prints, without heads and frames.
    static func output(of statement: String, database: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try run(statement, database: database) { bytes += $0 }
        return bytes
    }

    /// Hands over what a statement prints, piece by piece.
    static func run(_ statement: String, database: String, _ receive: (ArraySlice<UInt8>) throws -> Void) throws {
        let flat = statement.split(separator: "\n").joined(separator: " ")
        let code: Int32
        do {
            code = try ChildProgram.output(
                of: words(database) + ["--no-align", "--tuples-only", "--command=\(flat)"],
                receive
            )
        } catch let failure as DataTarget.Failure {
            throw CommandFailure(.infrastructure, failure.message)
        }
        guard code == 0 else { throw CommandFailure(.infrastructure, "psql ended with \(code); its message is above") }
    }

    /// A text as SQL has it.
    static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// A name as SQL takes it.
    static func identifier(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
