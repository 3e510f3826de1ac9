import ArgumentParser
import Core
import Criteria
import Execution
import Judging
import Reports
import Scanning
import Signing
import Storage
import Wire

extension VerdictStatement.Predicate: ExpressibleByArgument {}

/// `assay attest`: signs a statement on something that no tool can measure.
struct AttestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attest",
        abstract: "Sign a statement that a criterion holds which no tool can measure, for one commit or file.",
        discussion: """
            With --run it signs the verdict of a run instead, for others to check. \
            Writes an in-toto Statement in a DSSE envelope. The key must be listed in `attestation_keys`; its owner is the \
            signer. Name the files that hold statements in `attestations` of the configuration.
            """
    )

    @Option(help: "The criterion, such as accessibility.screen_reader.")
    var criterion: String?

    @Option(help: "What was done and found, in a sentence or two.")
    var statement: String?

    @Option(
        name: .customLong("run"),
        help: "A run whose verdict is signed, instead of a criterion: its id, or latest."
    )
    var judged: String?

    @Option(help: "How the verdict is said: assay (with what was not evaluated), test-result (in-toto) or slsa.")
    var predicate: VerdictStatement.Predicate = .assay

    @Option(help: "File of the private key, outside of the project: see `assay keygen`.")
    var key: String

    @Option(help: "The last day on which it holds, such as 2026-12-31; a year from now at most.")
    var expires: String?

    @Option(help: "The commit that it is about.")
    var commit = "HEAD"

    @Option(
        parsing: .upToNextOption,
        help: "Files that it is about instead of a commit, relative to the project's root."
    )
    var artifact: [String] = []

    @Option(
        name: .customLong("label"),
        parsing: .upToNextOption,
        help: "Narrows it to a cell, such as category=A04:2021."
    )
    var labels: [String] = []

    @Option(parsing: .upToNextOption, help: "Links to what it rests on.")
    var evidence: [String] = []

    @Flag(help: "Sign although the tree differs from the commit.")
    var allowDirty = false

    @Option(name: [.short, .long], help: "Where the envelope goes; - is standard output.")
    var output = "-"

    @Option(name: [.short, .long], help: "Configuration file (default: \(ProjectFolder.defaultFile)).")
    var config: String?

    func validate() throws {
        guard judged == nil else {
            if criterion != nil || statement != nil || expires != nil || !artifact.isEmpty {
                throw ValidationError(
                    "--run signs a verdict, which has no --criterion, --statement, --expires or --artifact"
                )
            }
            return
        }
        guard criterion != nil, statement != nil, expires != nil else {
            throw ValidationError("name --criterion, --statement and --expires, or --run for a verdict")
        }
    }

    func run() async throws {
        let folder = try ProjectFolder.load(config, notes: false, warnings: false)
        if let judged { return try await sign(verdictOf: judged, folder) }
        let (criterion, text, expires) = (self.criterion ?? "", self.statement ?? "", self.expires ?? "")
        let definition = try self.definition(criterion)
        let key = try KeyFile(path: key, root: folder.root).read()
        let owner = try owner(of: key, definition, folder)
        let now = SystemClock().wallTime().rounded(.down)
        let statement = Statement(
            criterion: definition.path,
            labels: try parsedLabels(),
            text: text,
            signer: owner.person,
            role: owner.role,
            subjects: try artifact.isEmpty ? [subject(folder.root)] : artifact.map { try file($0, folder.root) },
            evidence: evidence,
            issued: now,
            expires: try end(expires, after: now)
        )
        let envelope = Envelope(payload: AttestationJSON.json(statement).serialized())
        let signed: Envelope
        do throws(PrivateKey.Problem) { signed = try key.sign(envelope, keyID: owner.name) } catch {
            throw CommandFailure(.infrastructure, error.reason)
        }
        let document = AttestationJSON.json(signed).serialized(.pretty) + [0x0A]
        try check(document)
        try OutputFile.write(document, to: output)
        let last = AttestedStatement.lastDay(statement.expires)
        Console.error("\(owner.person) (\(owner.role)) attests \(definition.path) until \(last)")
    }

    /// The verdict is what the run's summary says; who signs it answers for that.
    private func sign(verdictOf name: String, _ folder: ProjectFolder) async throws {
        let stored = try StoredRun.named(name, root: folder.root)
        guard stored.hasSummary else { throw CommandFailure(.usage, "run \(stored.folder.id) did not come to its end") }
        let summary = try await SummaryFile.read(stored.folder.summary).summary
        let key = try KeyFile(path: key, root: folder.root).read()
        guard let publicKey = key.publicKey,
            let owner = folder.project.attestationKeys.first(where: { $0.key == publicKey })
        else { throw CommandFailure(.usage, "\(folder.file) does not list this key in `attestation_keys`") }
        guard owner.permitsVerdicts else {
            throw CommandFailure(
                .usage,
                "key \(owner.name) may not sign verdicts: add `\(AttestationKey.verdicts)` to its criteria"
            )
        }
        let policy = StatementFiles.digest(of: folder.file).map { digest in
            VerdictStatement.Policy(name: folder.file.split(separator: "/").last.map(String.init) ?? "", sha256: digest)
        }
        let now = SystemClock().wallTime().rounded(.down)
        guard let statement = VerdictStatement.json(predicate, of: summary, policy: policy, time: now) else {
            throw CommandFailure(.usage, "run \(stored.folder.id) is of no commit, or nobody has judged it")
        }
        let signed: Envelope
        do throws(PrivateKey.Problem) {
            signed = try key.sign(Envelope(payload: statement.serialized()), keyID: owner.name)
        } catch {
            throw CommandFailure(.infrastructure, error.reason)
        }
        try OutputFile.write(AttestationJSON.json(signed).serialized(.pretty) + [0x0A], to: output)
        let verdict = (summary.verdict?.overall ?? .notEvaluated).rawValue
        Console.error("\(owner.person) (\(owner.role)) signs that run \(stored.folder.id) came to \(verdict)")
    }

    private func definition(_ criterion: String) throws -> CriterionDefinition {
        let attestable = Catalogue.definitions.filter { $0.attestation != .none }
        if let definition = attestable.first(where: { $0.names.contains(criterion) }) { return definition }
        let names = attestable.map(\.path)
        let meant = Resemblance.nearest(to: criterion, among: names).map { "; did you mean \($0)?" } ?? ""
        throw CommandFailure(
            .usage,
            "no statement can carry '\(criterion)'\(meant.isEmpty ? "; one of: \(names.joined(separator: ", "))" : meant)"
        )
    }

    private func owner(
        of key: PrivateKey,
        _ definition: CriterionDefinition,
        _ folder: ProjectFolder
    ) throws -> AttestationKey {
        guard let publicKey = key.publicKey,
            let owner = folder.project.attestationKeys.first(where: { $0.key == publicKey })
        else {
            let shown = key.publicKey?.base64 ?? ""
            throw CommandFailure(.usage, "\(folder.file) lists no key '\(shown)' in `attestation_keys`")
        }
        guard owner.permits(definition.names) else {
            throw CommandFailure(.usage, "key \(owner.name) may not attest \(definition.path); see `attestation_keys`")
        }
        return owner
    }

    private func subject(_ root: String) throws -> Statement.Subject {
        let probe = GitProbe(directory: root, environment: ProcessEnvironment.current())
        guard let id = probe.commit(named: commit) else {
            throw CommandFailure(.usage, "git knows no commit '\(commit)' in \(root); for a file, use --artifact")
        }
        let state = probe.state()
        if state.commit == id, state.dirty != false, !allowDirty {
            let what = "the tree differs from commit \(id.prefix(10)), so what you looked at may be something else"
            throw CommandFailure(.usage, "\(what); commit first, or say --allow-dirty")
        }
        return Statement.Subject(name: commit, digests: ["gitCommit": id])
    }

    private func file(_ path: String, _ root: String) throws -> Statement.Subject {
        guard StatementFiles.isBelow(path) else {
            throw CommandFailure(.usage, "\(path): write it relative to the project's root, \(root)")
        }
        guard let digest = StatementFiles.digest(of: root + "/" + path) else {
            throw CommandFailure(.usage, "\(root)/\(path) cannot be read")
        }
        return Statement.Subject(name: path, digests: ["sha256": digest])
    }

    private func end(_ expires: String, after now: Double) throws -> Double {
        guard let day = CalendarDay(expires) else {
            throw CommandFailure(.usage, "--expires \(expires): not a day of the calendar such as 2026-12-31")
        }
        guard day.end > now else { throw CommandFailure(.usage, "--expires \(expires): that day is over") }
        guard day.end - now <= Attestation.longestValidity else {
            throw CommandFailure(.usage, "--expires \(expires): a statement holds for a year at most")
        }
        return day.end
    }

    private func parsedLabels() throws -> Labels {
        var parsed: Labels = [:]
        for label in labels {
            let parts = label.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw CommandFailure(.usage, "--label \(label): write it as name=value") }
            parsed[parts[0]] = parts[1]
        }
        return parsed
    }

    /// What nobody could read back, such as an empty statement, is not signed away.
    private func check(_ document: [UInt8]) throws {
        let report = document.withUnsafeBytes { ReportReader.read($0, path: output) }
        guard let problem = report.messages.first(where: { $0.severity == .error }) else { return }
        throw CommandFailure(.usage, "this cannot be attested: \(problem.text)")
    }
}
