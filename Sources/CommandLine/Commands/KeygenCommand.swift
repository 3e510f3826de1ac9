import ArgumentParser
import Core
import Scanning
import Signing

/// `assay keygen`: a key pair that signs statements.
struct KeygenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract:
            "Make a key that signs statements: the private half into a file, the public half for the configuration.",
        discussion: "The file is for its owner alone (mode 600), and must lie outside of the project."
    )

    @Argument(help: "The key's name in the configuration; a later key needs another name.")
    var name: String

    @Option(help: "Whose key it is.")
    var person: String

    @Option(help: "In which role they sign, such as \"accessibility lead\".")
    var role: String

    @Option(parsing: .upToNextOption, help: "Globs of the criteria that they may attest, such as compliance.*.")
    var criteria: [String]

    @Option(name: [.short, .long], help: "Where the private key goes; the file must not exist.")
    var output: String

    @Option(name: [.short, .long], help: "Configuration of the project (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    func run() throws {
        let root = ProjectFolder.directory(of: config ?? ProjectFolder.found)
        let key = PrivateKey()
        guard let publicKey = key.publicKey else { throw CommandFailure(.infrastructure, "no key could be made") }
        try KeyFile(path: output, root: root).create(key)
        Console.error("private key: \(output); for the configuration, on the protected branch:")
        Console.out("attestation_keys:")
        Console.out("  \(Self.quoted(name)):")
        Console.out("    public_key: \(Self.quoted(publicKey.base64))")
        Console.out("    person: \(Self.quoted(person))")
        Console.out("    role: \(Self.quoted(role))")
        Console.out("    criteria: [\(criteria.map(Self.quoted).joined(separator: ", "))]")
    }

    /// A text in YAML, whatever it holds.
    private static func quoted(_ text: String) -> String { JSON(text).text() }
}
