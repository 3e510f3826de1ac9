import ArgumentParser
import Core
import Execution
import Judging
import Ledger
import Notifying
import Remote
import Responding
import Storage

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
            await beat(session)
        }
        withExtendedLifetime(lease) {}
        let dead = try session.desk().dead.count - before.dead.count
        if dead > 0 { throw CommandFailure(.fail, "\(dead) messages have become dead; see `assay incident list`") }
    }

    private func tick(_ session: IncidentSession, _ runs: EndedRuns) async throws {
        let lines = try IncidentSession.reading { () throws(StorageError) in
            try session.keeper.tick(runs, dryRun: dryRun)
        }
        for line in lines { Console.out(line) }
        guard !dryRun else { return }
        do throws(StorageError) {
            for line in try await session.outbox.deliver() { Console.out(line) }
        } catch { throw CommandFailure(.infrastructure, "\(error)") }
    }

    /// Lets somebody else know that this still happens.
    private func beat(_ session: IncidentSession) async {
        guard let address = session.release.held.project.response.heartbeat, let url = RemoteURL(address) else {
            return
        }
        do throws(HTTPFailure) {
            let answer = try await NIOTransport(timeout: 10, patience: 10).send(HTTPRequest("GET", url), limit: 1 << 16)
            if !answer.isSuccess { Console.error("warning: the heartbeat's address answers \(answer.status)") }
        } catch { Console.error("warning: nobody hears the heartbeat: \(error.reason)") }
    }
}
