import ArgumentParser
import Core
import Privacy
import Scanning
import Signing

/// `assay data mask`: a dump without people.
struct DataMaskCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mask",
        abstract: "Replace personal data in CSV, JSON Lines and SQL dumps by pseudonyms of the same form.",
        discussion: """
            The same value becomes the same pseudonym in every file that is masked with the same key, so relations hold. Columns
            are known by their names, or as --rule says; texts are scanned. Keep the key outside of the repository.
            """
    )

    @Argument(help: "Files, and postgres://…, of which a dump is masked.", completion: .file())
    var files: [String]

    @Option(help: "A file with at least 16 bytes of chance: whoever has it can recognise values.")
    var keyFile: String

    @Option(name: [.short, .long], help: "A folder for the masked files, or a file for one.")
    var output: String

    @Option(help: "csv, jsonl or sql; by the file's name if nothing is said.")
    var format: Masker.Form?

    @Option(help: "What becomes of a column: COLUMN=RULE or TABLE.COLUMN=RULE.")
    var rule: [String] = []

    @Option(help: "Where the report goes, as JSON.")
    var report: String?

    @Flag(help: "Do not look whether originals are left in the output: half the time.")
    var unchecked = false

    func run() throws {
        let key = try DataKey.read(keyFile)
        var masker = Masker(key: key, rules: try rules())
        var written: [(input: String, output: String)] = []
        for file in files {
            let target = try outputPath(file)
            if let database = SourceDatabase(file) {
                try database.dump { try MaskingSession.mask($0, database.name, to: target, .sql, &masker) }
            } else {
                try MaskingSession.mask(file, to: target, try form(file), &masker)
            }
            written.append((file, target))
        }
        if !unchecked {
            masker.beginCheck()
            for (input, target) in written { try MaskingSession.check(target, try form(input), table: input, &masker) }
        }
        let tally = masker.tally
        if let report {
            try OutputFile.write(MaskReport.json(tally, checked: !unchecked).serialized(.pretty) + [0x0A], to: report)
        }
        MaskReport.lines(tally, checked: !unchecked).forEach(Console.error)
        if tally.remaining > 0 { throw CommandFailure(.fail) }
    }

    private func rules() throws -> [String: MaskRule] {
        var rules: [String: MaskRule] = [:]
        for text in rule {
            let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let rule = MaskRule(rawValue: halves[1]) else {
                let known = MaskRule.allCases.map(\.rawValue).joined(separator: ", ")
                throw CommandFailure(.usage, "--rule '\(text)': write COLUMN=RULE; rules are \(known)")
            }
            rules[halves[0]] = rule
        }
        return rules
    }

    private func form(_ path: String) throws -> Masker.Form {
        if SourceDatabase(path) != nil { return .sql }
        if let format { return format }
        if path.hasSuffix(".csv") || path.hasSuffix(".tsv") { return .csv }
        if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") { return .jsonl }
        if path.hasSuffix(".sql") { return .sql }
        throw CommandFailure(.usage, "\(path): say --format csv, jsonl or sql")
    }

    private func outputPath(_ file: String) throws -> String {
        let name =
            SourceDatabase(file).map { $0.fileName + ".sql" } ?? file.split(separator: "/").last.map(String.init)
            ?? file
        let isFile =
            files.count == 1 && [".csv", ".tsv", ".jsonl", ".ndjson", ".sql"].contains { output.hasSuffix($0) }
        let target = isFile ? output : (output.hasSuffix("/") ? output : output + "/") + name
        guard target != file else { throw CommandFailure(.usage, "\(file) would be written over itself") }
        return target
    }
}

extension Masker.Form: ExpressibleByArgument {}
