import Core
import Judging
import Notifying
import Remote
import Storage

/// What a command and a server do alike, again and again; whoever does it holds the lease `tick`.
extension IncidentSession {
    /// Opens, closes and escalates what is due, and sends what waits; lines for people.
    func round(_ runs: EndedRuns, dryRun: Bool = false) async throws -> [String] {
        let lines = try Self.reading { () throws(StorageError) in try keeper.tick(runs, dryRun: dryRun) }
        guard !dryRun else { return lines }
        do throws(StorageError) { return lines + (try await outbox.deliver()) } catch {
            throw CommandFailure(.infrastructure, "\(error)")
        }
    }

    /// Lets somebody else know that this still happens; what is wrong with that, nil for nothing.
    func beat() async -> String? {
        guard let address = release.held.project.response.heartbeat, let url = RemoteURL(address) else { return nil }
        do throws(HTTPFailure) {
            let answer = try await NIOTransport(timeout: 10, patience: 10).send(HTTPRequest("GET", url), limit: 1 << 16)
            return answer.isSuccess ? nil : "the heartbeat's address answers \(answer.status)"
        } catch { return "nobody hears the heartbeat: \(error.reason)" }
    }
}
