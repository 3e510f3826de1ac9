import ArgumentParser
import Core
import Judging
import Ledger
import Releasing
import Scanning
import Signing
import Wire

/// `assay deploy check`: whether an artifact may be deployed.
struct DeployCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Decide whether an artifact may be deployed to an environment, and say what is missing.",
        discussion: """
            Exit codes: 0 it may, 1 something failed, was rejected or is blocked, 2 usage or configuration error, \
            3 the evidence or the audit log is broken, 4 something was not measured or nobody has approved yet.
            """
    )

    @OptionGroup var options: ReleaseOptions

    @OptionGroup var subject: SubjectOptions

    @Option(parsing: .upToNextOption, help: "Summaries of runs that lie elsewhere than in .assay.")
    var summary: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: "Files of signed verdicts on the commit (`assay attest --run`); their keys' criteria must hold `verdict`."
    )
    var verdict: [String] = []

    @Option(parsing: .upToNextOption, help: "Who started this besides the actor that the CI system names.")
    var trigger: [String] = []

    @Option(help: "File of the private key that signs the decision; its criteria must hold `decision`.")
    var key: String?

    @OptionGroup var earlier: BaselineOptions

    @OptionGroup var past: HistoryOptions

    @Option(help: "text, json, or what others ask for: argo, flagger, github.")
    var format: ReleaseForm = .text

    func run() async throws {
        let session = try ReleaseSession(options.place)
        let signer = try key.map { try session.signer($0, for: AttestationKey.decision) }
        let maker = ReleaseDecision(
            session: session,
            earlier: earlier,
            past: past,
            summaries: summary,
            triggers: trigger,
            verdicts: verdict
        )
        let decision = try await maker.decide(
            options.environment,
            artifact: try subject.digest(),
            commit: try subject.id(session.folder)
        )
        try record(decision, session, signer)
        Console.out(format.text(decision))
        if signer == nil, format == .text { Console.error("note: the decision is not signed; see --key") }
        throw CommandFailure(ExitCode(for: decision.verdict))
    }

    private func record(_ decision: DeploymentDecision, _ session: ReleaseSession, _ signer: ReleaseSigner?) throws {
        var body = decision.json
        if let signer {
            let envelope = try session.sign(decision.statement, signer)
            body = body.adding("envelope", AttestationJSON.json(envelope))
        }
        let actor = signer?.owner.person ?? Person.name(session.source.environment)
        try session.append(LedgerDraft("decision", by: actor, at: session.now, body))
        if let signer { try session.signHead(signer) }
    }
}

extension JSON {
    /// An object with a member more.
    func adding(_ key: String, _ value: JSON) -> JSON { .object((object ?? []) + [Member(key, value)]) }
}
