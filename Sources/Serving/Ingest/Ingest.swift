import Access
import Core
import Engine
import Glibc
import History
internal import NIOPosix
import Scanning
import Storage
import Synchronization

/// Takes in the runs that programs send.
///
/// The body is the run's record followed by its summary, both as they lie in the run's folder, packed together by gzip; the
/// header `assay-record-bytes` says how long the record is.
package final class Ingest: Sendable {
    package static let recordLength = "assay-record-bytes"
    /// Bytes of a packed run.
    package static let largestBody = 64 << 20
    /// Bytes of an unpacked one.
    private static let largestRun = 512 << 20
    private static let runsPerMinute = 600
    /// Of all runs of one sender together.
    private static let newsPerMinute = 6_000
    /// Bytes of events that are sent at once.
    package static let largestNews = 4 << 20

    let door: SenderDoor
    let room: RoomBook
    private let sent = Mutex(RateLimit(most: Ingest.runsPerMinute))
    /// Runs that are being judged, by project and name.
    let closing = Mutex<Set<String>>([])
    private let heard = Mutex(RateLimit(most: Ingest.newsPerMinute))
    /// One writer: what comes at the same time waits here and not in the database.
    private let thread = NIOThreadPool(numberOfThreads: 1)

    /// Nothing is taken in yet.
    ///
    /// `jobs`: nil where jobs need a token. `quota`: bytes that a project may keep; 0 for any.
    package init(_ tokens: TokenFile, jobs: JobDoor? = nil, quota: Int = 0) {
        door = SenderDoor(tokens, jobs: jobs)
        room = RoomBook(quota: quota)
        thread.start()
    }

    var tokens: TokenFile { door.tokens }
    var uses: TokenUses { door.uses }

    func close() async { try? await thread.shutdownGracefully() }

    /// Seconds that a sender waits; nil for none.
    func countRun(of sender: Sender, now: Double) -> Double? { sent.withLock { $0.count(sender.name, now: now) } }

    /// What the only writer makes; nil where the server is about to stop.
    func onWriter<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
        try? await thread.runIfActive { body() }
    }

    /// Whether it is a program that may read the metrics.
    func isMonitor(_ request: ServerRequest, now: Double) -> Bool {
        guard let text = SenderDoor.bearer(request) else { return false }
        return ProjectToken.find(text, among: tokens.tokens, now: now)?.project == ProjectToken.metrics
    }

    /// The program that asks what may be deployed, by its token; nil for anybody else.
    func asker(_ request: ServerRequest, now: Double) -> ProjectToken? {
        guard let text = SenderDoor.bearer(request),
            let token = ProjectToken.find(text, among: tokens.tokens, now: now), token.use == .ask
        else { return nil }
        uses.note(token.id, at: now)
        return token
    }

    /// Gives a job of a code host, by what the host says of it, a token for an hour.
    func enter(_ request: ServerRequest, _ project: ServedProject?, caller: String, now: Double) async -> JobEntrance {
        guard let jobs = door.jobs, let text = SenderDoor.bearer(request), let project else {
            return JobEntrance(response: door.refusal(caller: caller, now: now), note: nil)
        }
        switch await jobs.enter(text, project: project.name, project.trust.jobs, now: now) {
        case .closed(let why): return JobEntrance(response: door.refusal(caller: caller, now: now), note: why)
        case .open(let token, let expires, _):
            let json: JSON = ["token": JSON(token), "expires": JSON(Int(expires))]
            return JobEntrance(
                response: ServerResponse(201, type: "application/json", json.serialized() + [0x0A]),
                note: nil
            )
        }
    }

    /// `note`: why it was refused, for the log of the server alone.
    struct JobEntrance: Sendable {
        var response: ServerResponse
        var note: String?
    }

    /// `project`: nil where there is none of that name, which is told only to whoever may know.
    func answer(
        _ request: ServerRequest,
        _ name: String,
        _ project: ServedProject?,
        run: String,
        _ live: LiveRuns,
        caller: String,
        now: Double
    ) async -> ServerResponse {
        let sender: Sender
        switch door.enter(request, caller: caller, now: now) {
        case .closed(let refusal): return refusal
        case .open(let known): sender = known
        }
        guard sender.project == name, let project else { return Answers.missing(isData: true) }
        if let wait = countRun(of: sender, now: now) { return Answers.tooMany(wait, isData: true) }
        guard let length = request[Self.recordLength].flatMap({ Int($0) }), length > 0 else {
            return Self.wrong("the header \(Self.recordLength) is missing")
        }
        let body = request.body
        guard room.hasRoom(for: body.count, project) else {
            return Answers.problem(507, "No room", "The project keeps as much as it may.", isData: true)
        }
        let result = await onWriter { () -> Result<Bool, IngestError> in
            do throws(IngestError) {
                return .success(try Self.takeIn(body, recordLength: length, run: run, project, sender.job))
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case nil: return Answers.problem(503, "About to stop", "Send it again in a moment.", isData: true)
        case .success(let isNew):
            if isNew { room.add(body.count, project) }
            live.end(project: name, run: run)
            return Self.accepted(run, isNew: isNew)
        case .failure(.foreign(let why)): return Answers.problem(403, "Not the job's run", why, isData: true)
        case .failure(.wrong(let why)): return Self.wrong(why)
        case .failure(.other(let why)):
            return Answers.problem(503, "It cannot be kept", why, isData: true)
        }
    }

    /// Takes events of a run that is under way; says which one it waits for.
    func events(
        _ request: ServerRequest,
        _ name: String,
        _ project: ServedProject?,
        run: String,
        _ live: LiveRuns,
        caller: String,
        now: Double
    ) -> ServerResponse {
        let sender: Sender
        switch door.enter(request, caller: caller, now: now) {
        case .closed(let refusal): return refusal
        case .open(let known): sender = known
        }
        guard sender.project == name, project != nil, RecordFolder.isName(run) else {
            return Answers.missing(isData: true)
        }
        if let wait = heard.withLock({ $0.count(sender.name, now: now) }) { return Answers.tooMany(wait, isData: true) }
        switch live.add(request.body, project: name, run: run, now: now) {
        case .failure(let problem): return Self.wrong(problem.text)
        case .success(let next):
            let json: JSON = ["next": JSON(next)]
            return ServerResponse(200, type: "application/json", json.serialized() + [0x0A])
        }
    }

    private enum IngestError: Error {
        case wrong(String)
        /// The run says of itself what its job's host does not.
        case foreign(String)
        case other(String)
    }

    private static func accepted(_ run: String, isNew: Bool) -> ServerResponse {
        let json: JSON = ["run": JSON(run), "state": isNew ? "taken_in" : "known"]
        return ServerResponse(isNew ? 201 : 200, type: "application/json", json.serialized() + [0x0A])
    }

    private static func wrong(_ why: String) -> ServerResponse {
        Answers.problem(400, "No run of Assay", why, isData: true)
    }

    // MARK: One run

    /// Reads it whole before it appears in the folder, at once or not at all, and in the index.
    ///
    /// False where it is there already.
    private static func takeIn(
        _ body: [UInt8],
        recordLength: Int,
        run: String,
        _ project: ServedProject,
        _ job: JobIdentity?
    ) throws(IngestError) -> Bool {
        guard RecordFolder.isName(run) else { throw .wrong("'\(run.prefix(40))' is no name of a run") }
        let incoming = RecordFolder("\(project.state)/incoming")
        // What an earlier try left behind is not taken for this one's.
        incoming.remove(run)
        defer { incoming.remove(run) }
        let record = try receive(body, recordLength, run, job, into: incoming)
        do throws(StorageError) {
            guard try project.files.own.add(run, of: incoming) else { return false }
        } catch {
            throw .other(error.message)
        }
        do throws(HistoryError) {
            // Where this fails the next start takes it in from the folder.
            _ = try project.pool.write { history throws(HistoryError) in try history.add(record) }
        } catch {
            throw .other(error.message)
        }
        return true
    }

    /// Puts what was sent aside as it came, once it is read: the unpacked bytes are gone before the index is written.
    private static func receive(
        _ body: [UInt8],
        _ recordLength: Int,
        _ run: String,
        _ job: JobIdentity?,
        into incoming: RecordFolder
    ) throws(IngestError) -> HistoricRecord {
        do {
            return try body.withUnsafeBytes { packed throws -> HistoricRecord in
                guard Gzip.isPacked(packed) else { throw IngestError.wrong("it is not packed by gzip") }
                return try Gzip(packed).withBytes { bytes throws -> HistoricRecord in
                    guard bytes.count <= largestRun, recordLength <= bytes.count else {
                        throw IngestError.wrong("it is larger than a run may be, or shorter than it says")
                    }
                    let own = Bytes(rebasing: bytes[..<recordLength])
                    let record = try RecordCodec.decode(own)
                    let about = record.run
                    guard about.id == run else {
                        throw IngestError.wrong("the record is of the run \(about.id.prefix(40))")
                    }
                    if let why = job?.problem(commit: about.commit, branch: about.branch, isChange: about.isChange) {
                        throw IngestError.foreign(why)
                    }
                    try incoming.add(run, record: own, summary: Bytes(rebasing: bytes[recordLength...]))
                    return record
                }
            }
        } catch let error as IngestError {
            throw error
        } catch let error as StorageError {
            throw .other(error.message)
        } catch {
            throw .wrong("\(error)")
        }
    }
}
