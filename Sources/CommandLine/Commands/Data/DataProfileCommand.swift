import ArgumentParser
import Core
import Glibc
import Privacy
import Profiling
import Scanning

/// `assay data profile`: a specification of data like these, without any value of a record.
struct DataProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Describe real data as a specification: shares, forms, distributions, and no value of a record.",
        discussion: """
            Sources are CSV files with a line of names, a table each, and PostgreSQL (postgres://…), all tables of whose schema
            are read. Categories are told where each occurs often enough; numbers become histograms with rounded bounds, times
            months with shares of hours and weekdays; columns that name a person become made-up names.
            """
    )

    @Argument(help: "CSV files, or postgres://…", completion: .file())
    var sources: [String]

    @Option(name: [.short, .long], help: "Where the specification goes, or - for standard output.")
    var output = "-"

    @Option(help: "A category that occurs in fewer rows is not told.")
    var minimumCount = 10

    func run() throws {
        guard minimumCount >= 2 else {
            throw CommandFailure(
                .usage,
                "--minimum-count \(minimumCount): a value of one row would be told; 2 at least"
            )
        }
        let key = (0..<16).map { _ in UInt8.random(in: 0...255) }
        var profiles: [TableProfile] = []
        for source in sources {
            if SchemaSource.isDatabase(source) {
                profiles += try tables(of: source, key)
            } else {
                profiles.append(try profile(source, named: Self.table(of: source), key))
            }
        }
        let text = TableProfile.spec(profiles, minimum: minimumCount).text
        try OutputFile.write(Array(text.utf8), to: output)
        let rows = profiles.reduce(0) { $0 + $1.rows }
        Console.error("assay: \(profiles.count) tables, \(rows) rows profiled")
    }

    private static func table(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    private func profile(_ path: String, named name: String, _ key: [UInt8]) throws -> TableProfile {
        do {
            let file = try MappedFile(path: path)
            let profile = try file.withBytes { try TableProfile.csv($0, name: name, key: key) }
            try file.verifyUnchanged()
            return profile
        } catch let error as FileError {
            throw CommandFailure(.usage, error.description)
        } catch let problem as TextTable.Problem {
            throw CommandFailure(.usage, "\(path):\(problem.line): \(problem.message)")
        }
    }

    /// Each table as CSV in a file without a name for others, which is gone afterwards.
    private func tables(of database: String, _ key: [UInt8]) throws -> [TableProfile] {
        let query =
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() "
            + "AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
        let names = String(decoding: try Psql.output(of: query, database: database), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        guard !names.isEmpty else { throw CommandFailure(.usage, "the database has no table in its current schema") }
        var template = Array("/tmp/assay-profile-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw CommandFailure(.infrastructure, "no folder can be made in /tmp")
        }
        let folder = String(cString: made)
        defer { rmdir(folder) }
        return try names.map { name in
            let path = folder + "/table.csv"
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard file >= 0 else { throw CommandFailure(.infrastructure, "\(path) cannot be written") }
            defer { unlink(path) }
            let quoted =
                "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            let copy = "COPY (SELECT * FROM \(quoted)) TO STDOUT (FORMAT csv, HEADER)"
            let words = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", copy]
            let code = try Psql.run(words) { piece in
                guard piece.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == piece.count else {
                    throw CommandFailure(.infrastructure, "\(path) cannot be written")
                }
            }
            close(file)
            guard code == 0 else {
                throw CommandFailure(.infrastructure, "psql ended with \(code); its message is above")
            }
            return try profile(path, named: name, key)
        }
    }
}
