import ArgumentParser
import Core
import Judging
import Ledger
import Releasing
import Scanning
import Wire

/// `assay deploy block`: nothing is deployed until enough people say so.
struct DeployBlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Block an environment; anybody may."
    )

    @OptionGroup var options: ReleaseOptions

    @Option(help: "Why.")
    var reason: String

    func run() throws {
        let session = try ReleaseSession(options.place)
        let gate = try session.gate(options.environment)
        let body: JSON = ["environment": JSON(gate.name), "reason": JSON(reason)]
        let actor = Person.name(session.source.environment)
        try session.append(LedgerDraft("block", by: actor, at: session.now, body))
        Console.out("\(gate.name) is blocked: \(reason)")
    }
}

/// `assay deploy unblock`: a signed word that a block is over.
struct DeployUnblockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unblock",
        abstract: "Lift a block, signed; as many people have to as approve a deployment.",
        discussion: "It makes nothing deployable that the gates hold back."
    )

    /// The last second of the calendar.
    private static let never = 253_402_300_799.0

    @OptionGroup var options: ReleaseOptions

    @Option(help: "File of your private key; its criteria must hold approval.ENVIRONMENT.")
    var key: String

    @Option(help: "Why it is over.")
    var reason: String

    func run() throws {
        let session = try ReleaseSession(options.place)
        let gate = try session.gate(options.environment)
        let signer = try session.signer(key, for: AttestationKey.approval(gate.name))
        let state = session.state(try session.entries())
        guard let block = state.block(of: gate.name) else {
            throw CommandFailure(.usage, "\(gate.name) is not blocked")
        }
        let commit =
            state.liftings(of: block).first?.approval.subject.commit ?? state.current(in: gate.name)?.commit ?? ""
        let approval = Approval(
            subject: ReleaseSubject(environment: gate.name, artifact: block.id, commit: commit, verdict: "", gates: ""),
            decision: .unblock,
            person: signer.owner.person,
            role: signer.owner.role,
            reason: reason,
            issued: session.now.rounded(.down),
            expires: Self.never,
            nonce: Nonce.make()
        )
        let body = AttestationJSON.json(try session.sign(approval.json, signer))
        try session.append(LedgerDraft("approval", by: signer.owner.person, at: session.now, body))
        try session.signHead(signer)
        let after = session.state(try session.entries())
        guard let open = after.block(of: gate.name) else { return Console.out("\(gate.name) is no longer blocked") }
        let tally = session.lifting(open, after.liftings(of: open), commit: commit, makers: [])
        let refused = tally.refused.map { "; that of \($0.person) does not count: \($0.reason)" }.joined()
        Console.out("\(gate.name) is still blocked: \(tally.people.count) of \(tally.needed) agree\(refused)")
        throw CommandFailure(.inconclusive)
    }
}
