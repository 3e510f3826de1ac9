import ArgumentParser
import Core
import Judging
import Ledger
import Notifying
import Responding

/// `assay incident tick`.
struct IncidentTickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick",
        abstract: "Open incidents for what has failed, call whoever is due, and send what waits: for a cron line.",
        discussion: """
            Two at once never call twice. Exit codes: 0 its work is done, 1 a message has become dead, 2 usage, 3 the log is \
            broken.
            """
    )

    @OptionGroup var place: ReleasePlace

    @Flag(help: "Write and send nothing.")
    var dryRun = false

    func run() async throws {
        let session = try IncidentSession(place)
        guard let lease = session.release.ledger.lease("tick") else { return Console.error("another tick is at work") }
        let before = try session.desk()
        try await tick(session, await session.runs(before))
        if !dryRun {
            if try await RecoveryRunner(session: session).run() { try await tick(session, EndedRuns([])) }
            if let warning = await session.beat() { Console.error("warning: \(warning)") }
        }
        withExtendedLifetime(lease) {}
        let dead = try session.desk().dead.count - before.dead.count
        if dead > 0 { throw CommandFailure(.fail, "\(dead) messages have become dead; see `assay incident list`") }
    }

    private func tick(_ session: IncidentSession, _ runs: EndedRuns) async throws {
        for line in try await session.round(runs, dryRun: dryRun) { Console.out(line) }
    }
}
