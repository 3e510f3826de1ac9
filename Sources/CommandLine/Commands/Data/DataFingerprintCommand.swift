import ArgumentParser
import Core
import Privacy
import Scanning

/// `assay data fingerprint`: what production has, without the values, so that test data can be compared with it.
struct DataFingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Export fingerprints of production's values: a keyed filter that holds no value.",
        discussion: """
            Run it where production's data may be read, and give `assay data scan` the file that it makes. Values are what
            stands between commas, quotes, tabs and line ends, and says whose it is: with an @, digits among letters, or nine
            digits and more. Dates, amounts and words are left out, as they are alike everywhere.
            """
    )

    @Argument(help: "Exports of production: CSV, JSON Lines, SQL dumps, lists.", completion: .file())
    var files: [String]

    @Option(help: "A file with at least 16 bytes of chance; the scan needs the same.")
    var keyFile: String

    @Option(name: [.short, .long], help: "Where the fingerprints go.")
    var output: String

    func run() throws {
        let key = try DataKey.read(keyFile)
        var room = 0
        try each { _ in room += 1 }
        guard room > 0 else { throw CommandFailure(.inconclusive, "there is no value in these files") }
        var fingerprints = Fingerprints(key: key, room: room)
        try each { value in fingerprints.add(value) }
        try OutputFile.write(fingerprints.bytes, to: output)
        Console.error("assay: \(output): fingerprints of \(fingerprints.count) values")
    }

    private func each(_ use: ([UInt8]) -> Void) throws {
        for path in files {
            do {
                let file = try MappedFile(path: path)
                file.withBytes { bytes in
                    Fingerprints.candidates(bytes) { range in
                        let value = UnsafeRawBufferPointer(rebasing: bytes[range])
                        if let identity = Fingerprints.identity(value) { use(identity) }
                    }
                }
                try file.verifyUnchanged()
            } catch {
                throw CommandFailure(.usage, error.description)
            }
        }
    }
}
