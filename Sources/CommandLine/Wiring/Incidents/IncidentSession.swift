import Core
import Execution
import Judging
import Ledger
import Notifying
import Responding
import Scanning
import Storage

/// A project's incidents as commands need them: its configuration, its state folder, and what git and the runs tell.
struct IncidentSession {
    let release: ReleaseSession
    let keeper: IncidentKeeper
    let outbox: Outbox

    init(_ place: ReleasePlace) throws { self.init(try ReleaseSession(place)) }

    init(_ release: ReleaseSession) {
        self.release = release
        let (project, source) = (release.held.project, release.source)
        let clock: @Sendable () -> Double = { SystemClock().wallTime() }
        let past = GitPast(directory: source.root, environment: source.environment)
        var sources = IncidentSources(place: source.root, codeOwners: source.codeOwners) {
            past.subjects(after: $0, upTo: $1)
        }
        sources.branch = source.protectedBranch
        keeper = IncidentKeeper(release.ledger, project: project, sources: sources, clock: clock)
        let secrets = SecretValues(project.secrets, environment: source.environment, root: source.root)
        let sender = Sender(secrets: secrets, authorities: source.environment["SSL_CERT_FILE"], now: clock)
        outbox = Outbox(release.ledger, notifiers: project.response.notifiers, sender: sender, clock: clock)
    }

    var person: String { Person.name(release.source.environment) }

    /// A broken log decides nothing.
    static func reading<Value>(_ body: () throws(StorageError) -> Value) throws -> Value {
        do throws(StorageError) { return try body() } catch { throw CommandFailure(.infrastructure, "\(error)") }
    }

    func desk() throws -> IncidentDesk { try Self.reading { () throws(StorageError) in try keeper.desk() } }

    private static let runLimit = 20

    /// The newest runs that have ended; none where all of them were looked at before.
    ///
    /// `complete`: adds to a summary what its machine did not know, such as its past.
    func runs(
        _ desk: IncidentDesk,
        complete: (RunSummary) async -> RunSummary = { $0 }
    ) async -> EndedRuns {
        let store = RunStore(root: release.folder.root)
        let folders = store.list().prefix(Self.runLimit).map { store.folder($0) }.filter {
            $0.hasSummary && !$0.isRunning
        }
        guard folders.contains(where: { !desk.seen.contains($0.id) }) else { return EndedRuns([]) }
        var summaries: [RunSummary] = []
        for folder in folders {
            guard let file = try? await SummaryFile.read(folder.summary) else { continue }
            summaries.append(desk.seen.contains(folder.id) ? file.summary : await complete(file.summary))
        }
        return EndedRuns(summaries)
    }
}
