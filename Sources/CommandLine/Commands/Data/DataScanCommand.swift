import ArgumentParser
import Core
import Privacy
import Scanning

/// `assay data scan`: whether test data holds people's data.
struct DataScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Look for personal data and keys in fixtures, dumps, logs, snapshots and databases.",
        discussion: """
            Found are cards (Luhn) and IBANs (check digits) outside the ranges for tests, e-mail addresses outside the reserved
            domains, telephone numbers outside the ranges for examples, national numbers, and keys by their form. No value is
            shown. Exit code: 1 where something was found.
            """
    )

    @Argument(help: "Files, folders, and postgres://…", completion: .file())
    var paths: [String]

    @Option(help: "text, json or sarif.")
    var format: ScanReport.Form = .text

    @Option(name: [.short, .long], help: "Where the report goes, or - for standard output.")
    var output = "-"

    @Option(help: "A domain of the project's own whose addresses are nobody's.")
    var allowDomain: [String] = []

    @Option(help: "A glob of files that are left out.")
    var exclude: [String] = []

    @Option(help: "Fingerprints of production, which `assay data fingerprint` makes: what it has must not stand here.")
    var fingerprints: String?

    @Option(help: "The key that the fingerprints were made with.")
    var keyFile: String?

    func validate() throws {
        if (fingerprints == nil) != (keyFile == nil) {
            throw ValidationError("--fingerprints and --key-file go together")
        }
    }

    func run() throws {
        let databases = paths.compactMap { SourceDatabase($0) }
        let files = try ScannedFiles.list(paths.filter { SourceDatabase($0) == nil }, excluding: exclude)
        guard !files.isEmpty || !databases.isEmpty else {
            throw CommandFailure(.inconclusive, "there is no file to scan")
        }
        let scanner = PersonalScanner(
            allowedDomains: Set(allowDomain.map { $0.lowercased() }),
            fingerprints: try known()
        )
        var report = ScanReport()
        var bar = ProgressBar("scan")
        for (place, path) in files.enumerated() {
            report.add(path, scanner)
            bar.show(place + 1, of: files.count)
        }
        bar.end()
        for database in databases {
            try database.tables { table, file in report.add("\(database.name)/\(table)", file, scanner) }
        }
        try OutputFile.write(Array(report.text(format).utf8), to: output)
        if format != .text || output != "-" { report.summary.forEach(Console.error) }
        guard report.unread.isEmpty else {
            throw CommandFailure(.infrastructure, "\(report.unread.count) files could not be read")
        }
        if report.count > 0 { throw CommandFailure(.fail) }
    }

    private func known() throws -> Fingerprints? {
        guard let fingerprints, let keyFile else { return nil }
        let key = try DataKey.read(keyFile)
        do {
            let file = try MappedFile(path: fingerprints)
            return try file.withBytes { try Fingerprints(key: key, bytes: $0) }
        } catch let error as FileError {
            throw CommandFailure(.usage, error.description)
        } catch let problem as Fingerprints.Problem {
            throw CommandFailure(.usage, "\(fingerprints): \(problem.message)")
        }
    }
}

extension ScanReport.Form: ExpressibleByArgument {}
