import ArgumentParser
import Core
import Releasing

/// What approving and rejecting share.
struct WordOptions: ParsableArguments {
    @OptionGroup var options: ReleaseOptions

    @OptionGroup var subject: SubjectOptions

    @Option(help: "File of your private key, outside of the project; its criteria must hold approval.ENVIRONMENT.")
    var key: String

    @Option(help: "Why.")
    var reason: String

    @Option(parsing: .upToNextOption, help: "Summaries of runs that lie elsewhere than in .assay.")
    var summary: [String] = []

    @Option(parsing: .upToNextOption, help: "Files of signed verdicts, the same as for the check.")
    var verdict: [String] = []

    @OptionGroup var earlier: BaselineOptions

    @OptionGroup var past: HistoryOptions

    func give(_ word: Approval.Decision) async throws {
        let session = try ReleaseSession(options.place)
        let gate = try session.gate(options.environment)
        let signer = try session.signer(key, for: AttestationKey.approval(gate.name))
        let maker = ReleaseDecision(
            session: session,
            earlier: earlier,
            past: past,
            summaries: summary,
            verdicts: verdict
        )
        let after = try await ReleaseWord(session: session, gate: gate, signer: signer, maker: maker).give(
            word,
            artifact: try subject.digest(),
            commit: try subject.id(session.folder),
            reason: reason
        )
        let verb = word == .approve ? "approves" : "rejects"
        Console.out(
            "\(signer.owner.person) (\(signer.owner.role)) \(verb) \(gate.name) for sha256:\(after.subject.artifact)"
        )
        for line in after.text { Console.out(line) }
    }
}

/// `assay deploy approve`.
struct DeployApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a deployment, signed: of this artifact, this commit, these verdicts and these gates."
    )

    @OptionGroup var word: WordOptions

    func run() async throws { try await word.give(.approve) }
}

/// `assay deploy reject`.
struct DeployRejectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject a deployment, signed; it holds until you approve."
    )

    @OptionGroup var word: WordOptions

    func run() async throws { try await word.give(.reject) }
}
