import ArgumentParser
import Core
import Judging
import Ledger
import Releasing
import Scanning

/// `assay deploy record`: notes that a deployment happened.
struct DeployRecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Note that an artifact was deployed, and whether it went well.",
        discussion: "A deployment that no decision allowed is noted too, counts for nothing, and exits with 1."
    )

    enum Outcome: String, ExpressibleByArgument, CaseIterable {
        case succeeded, failed
    }

    @OptionGroup var options: ReleaseOptions

    @OptionGroup var subject: SubjectOptions

    @Option(help: "succeeded or failed.")
    var outcome: Outcome = .succeeded

    func run() throws {
        let session = try ReleaseSession(options.place)
        let gate = try session.gate(options.environment)
        let (artifact, commit) = (try subject.digest(), try subject.id(session.folder))
        let state = session.state(try session.entries())
        let decision = state.decision(on: artifact, in: gate.name)
        let isAllowed = decision?.allowed == true && decision?.commit == commit
        let body: JSON = [
            "environment": JSON(gate.name), "artifact": JSON(artifact), "commit": JSON(commit),
            "allowed": JSON(isAllowed), "succeeded": JSON(outcome == .succeeded),
        ]
        let actor = Person.name(session.source.environment)
        try session.append(LedgerDraft("deployment", by: actor, at: session.now, body))
        Console.out("\(gate.name): deployment of sha256:\(artifact) \(outcome.rawValue)")
        guard isAllowed else {
            throw CommandFailure(
                .fail,
                "no decision allows it: it counts for nothing; see `assay deploy check \(gate.name)`"
            )
        }
    }
}
