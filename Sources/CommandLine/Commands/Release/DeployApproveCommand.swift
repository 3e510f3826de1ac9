import ArgumentParser
import Core
import Ledger
import Releasing
import Scanning
import Signing
import Wire

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
        guard gate.approvals.admits(signer.owner, environment: gate.name) else {
            let roles = gate.approvals.roles.joined(separator: " or ")
            throw CommandFailure(
                .usage,
                "\(gate.name) is approved by a \(roles), and key \(signer.owner.name) is a \(signer.owner.role)'s"
            )
        }
        let maker = ReleaseDecision(
            session: session,
            earlier: earlier,
            past: past,
            summaries: summary,
            verdicts: verdict
        )
        let before = try await maker.decide(
            gate.name,
            artifact: try subject.digest(),
            commit: try subject.id(session.folder)
        )
        let approval = Approval(
            subject: before.subject,
            decision: word,
            person: signer.owner.person,
            role: signer.owner.role,
            reason: reason,
            issued: session.now.rounded(.down),
            expires: session.now.rounded(.down) + gate.approvals.validFor,
            nonce: Nonce.make()
        )
        if word == .approve { try refuseMaker(session, gate, signer.owner, before.subject.commit) }
        let envelope = try session.sign(approval.json, signer)
        let body = AttestationJSON.json(envelope)
        try session.append(LedgerDraft("approval", by: signer.owner.person, at: session.now, body))
        try session.signHead(signer)
        let verb = word == .approve ? "approves" : "rejects"
        Console.out(
            "\(signer.owner.person) (\(signer.owner.role)) \(verb) \(gate.name) for sha256:\(before.subject.artifact)"
        )
        let after = try await maker.decide(gate.name, artifact: before.subject.artifact, commit: before.subject.commit)
        for line in after.text { Console.out(line) }
    }

    /// What would not count is not signed.
    private func refuseMaker(
        _ session: ReleaseSession,
        _ gate: DeploymentGate,
        _ owner: AttestationKey,
        _ commit: String
    ) throws {
        let state = session.state(try session.entries())
        let makers = try session.makers(of: commit, in: gate.name, state, triggers: [])
        guard let maker = makers.first(where: { $0.part != "trigger" && $0.isOwner(of: owner) }) else { return }
        throw CommandFailure(.usage, "\(owner.person) is the \(maker.part) of the change, and cannot approve it")
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

/// Something that was never said before.
enum Nonce {
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let (first, second): (UInt64, UInt64) = (generator.next(), generator.next())
        return String(first, radix: 16) + String(second, radix: 16)
    }
}
