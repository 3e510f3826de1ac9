import ArgumentParser
import Core
import Notifying
import Responding
import Storage

/// `assay incident ack`.
struct IncidentAckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Say that you look after an incident: nobody else is called until the SLA has passed once more."
    )

    @Argument(help: "Its id, such as INC-1.")
    var id: String

    @Option(help: "Who (default: the CI system's actor, or the user of the machine).")
    var by: String?

    @OptionGroup var place: ReleasePlace

    func run() throws {
        let session = try IncidentSession(place)
        let person = by ?? session.person
        let problem = try IncidentSession.reading { () throws(StorageError) in
            try session.keeper.acknowledge(id, by: person)
        }
        if let problem { throw CommandFailure(.usage, problem) }
        Console.out("\(person) looks after \(id)")
    }
}

/// `assay incident resolve`.
struct IncidentResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Close an incident by a run in which what failed has passed; nothing else closes one."
    )

    @Argument(help: "Its id, such as INC-1.")
    var id: String

    @Option(name: .customLong("run"), help: "The run that measured it: its id, or latest.")
    var measured = "latest"

    @OptionGroup var place: ReleasePlace

    func run() async throws {
        let session = try IncidentSession(place)
        _ = try IncidentText.named(id, try session.desk())
        let stored = try StoredRun.named(measured, root: session.release.folder.root)
        guard stored.hasSummary else { throw CommandFailure(.usage, "run \(stored.folder.id) has not ended") }
        let summary = try await SummaryFile.read(stored.folder.summary).summary
        let problem = try IncidentSession.reading { () throws(StorageError) in
            try session.keeper.resolve(id, by: session.person, with: summary)
        }
        if let problem { throw CommandFailure(.fail, problem) }
        Console.out("\(id) is resolved by run \(stored.folder.id)")
    }
}
