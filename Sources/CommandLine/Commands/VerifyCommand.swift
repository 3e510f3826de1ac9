import ArgumentParser
import Core
import Execution
import Judging
import Reports
import Scanning
import Signing

/// `assay verify`: whether statements are in force.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Say of signed statements who signed what, for which commit, until when, and whether they are in force.",
        discussion: """
            Exit codes: 0 all are in force, 1 one is not (expired, another commit, a key that is not trusted with it), \
            2 usage or configuration error, 3 a signature does not hold, or a file is no statement.
            """
    )

    @Argument(help: "Files that hold statements.")
    var files: [String]

    @Option(help: "The commit that they must be about.")
    var commit = "HEAD"

    @Option(name: [.short, .long], help: "Configuration file (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    @Option(name: .form, help: "text or json.")
    var output: OutputFormat = .text

    func run() throws {
        let folder = try ProjectFolder.load(config, notes: false, warnings: false)
        let source = folder.source()
        let held = ProtectedGates.apply(to: folder.own, source: source)
        for banner in held.banners { Console.error("note: \(banner)") }
        let probe = GitProbe(directory: folder.root, environment: source.environment)
        let asked = probe.commit(named: commit)
        let verdicts = files.compactMap { path in
            Self.claimed(path).map {
                VerifiedVerdict($0, path: path, keys: held.project.attestationKeys, commit: asked)
            }
        }
        let check = SignatureCheck(keys: held.project.attestationKeys)
        let reports = files.filter { Self.claimed($0) == nil }.map { check.checked(ReportReader.read(path: $0)) }
        let surroundings = Surroundings(
            root: folder.root,
            commit: asked,
            now: SystemClock().wallTime(),
            artifacts: StatementFiles.digests(of: reports, root: folder.root),
            // Of another commit than the one that is checked out, no tree is here that could differ.
            isClean: asked == probe.commit(named: "HEAD") ? probe.isClean() : nil
        )
        let results = reports.map { VerifiedFile($0, surroundings) }
        switch output {
        case .text: for line in results.flatMap(\.lines) + verdicts.flatMap(\.lines) { Console.out(line) }
        case .json: Console.out(JSON.array(results.map(\.json) + verdicts.map(\.json)).text(.pretty))
        }
        let states = results.map(\.state) + verdicts.map(\.state)
        if states.contains(.broken) { throw CommandFailure(.infrastructure) }
        if states.contains(.notInForce) { throw CommandFailure(.fail) }
    }

    /// The statement on a run's verdict that a file holds; nil for anything else.
    private static func claimed(_ path: String) -> ClaimedVerdict? {
        guard let file = try? MappedFile(path: path), file.size <= 16 << 20 else { return nil }
        return ClaimedVerdict(file.withBytes { Array($0) })
    }
}
