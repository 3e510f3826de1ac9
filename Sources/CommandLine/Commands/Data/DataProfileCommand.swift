import ArgumentParser
import Core
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
            if let database = SourceDatabase(source) {
                try database.tables { name, file in
                    profiles.append(try profile(file, "table \(name)", named: name, key))
                }
            } else {
                let file: MappedFile
                do throws(FileError) { file = try MappedFile(path: source) } catch {
                    throw CommandFailure(.usage, error.description)
                }
                profiles.append(try profile(file, source, named: Self.table(of: source), key))
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

    /// `place` is how people are told of the file.
    private func profile(_ file: MappedFile, _ place: String, named name: String, _ key: [UInt8]) throws -> TableProfile
    {
        do {
            let profile = try file.withBytes { bytes in
                try PlainText.check(bytes)
                return try TableProfile.csv(bytes, name: name, key: key)
            }
            try file.verifyUnchanged()
            return profile
        } catch let error as FileError {
            throw CommandFailure(.usage, error.description)
        } catch let problem as TextTable.Problem {
            throw CommandFailure(
                .usage,
                problem.line > 0 ? "\(place):\(problem.line): \(problem.message)" : "\(place): \(problem.message)"
            )
        }
    }
}
