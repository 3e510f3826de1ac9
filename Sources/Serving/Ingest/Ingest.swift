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
    private static let refusalsPerMinute = 30

    private let tokens: TokenFile
    private let sent = Mutex(RateLimit(most: Ingest.runsPerMinute))
    private let refused = Mutex(RateLimit(most: Ingest.refusalsPerMinute))
    /// One writer: what comes at the same time waits here and not in the database.
    private let thread = NIOThreadPool(numberOfThreads: 1)

    package init(_ tokens: TokenFile) {
        self.tokens = tokens
        thread.start()
    }

    func close() async { try? await thread.shutdownGracefully() }

    /// `project`: nil where there is none of that name, which is told only to whoever may know.
    func answer(
        _ request: ServerRequest,
        _ name: String,
        _ project: ServedProject?,
        run: String,
        now: Double
    ) async
        -> ServerResponse
    {
        let words = request["authorization"]?.split(separator: " ").map(String.init) ?? []
        guard words.count == 2, words[0].lowercased() == "bearer",
            let token = ProjectToken.find(words[1], among: tokens.tokens, now: now)
        else {
            if let wait = refused.withLock({ $0.count(request.peer, now: now) }) { return Self.tooMany(wait) }
            var refusal = Answers.problem(401, "No valid token", "Send a project's token as a Bearer.", isData: true)
            refusal.headers.append(Header("www-authenticate", "Bearer"))
            return refusal
        }
        guard token.project == name, let project else { return Answers.missing(isData: true) }
        if let wait = sent.withLock({ $0.count(token.id, now: now) }) { return Self.tooMany(wait) }
        guard let length = request[Self.recordLength].flatMap({ Int($0) }), length > 0 else {
            return Self.wrong("the header \(Self.recordLength) is missing")
        }
        let body = request.body
        let result: Result<Bool, IngestError>
        do {
            result = try await thread.runIfActive { () -> Result<Bool, IngestError> in
                do throws(IngestError) {
                    return .success(try Self.takeIn(body, recordLength: length, run: run, project))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            return Answers.problem(503, "About to stop", "Send it again in a moment.", isData: true)
        }
        switch result {
        case .success(let isNew): return Self.accepted(run, isNew: isNew)
        case .failure(.wrong(let why)): return Self.wrong(why)
        case .failure(.other(let why)):
            return Answers.problem(503, "It cannot be kept", why, isData: true)
        }
    }

    private enum IngestError: Error {
        case wrong(String)
        case other(String)
    }

    private static func accepted(_ run: String, isNew: Bool) -> ServerResponse {
        let json: JSON = ["run": JSON(run), "state": isNew ? "taken_in" : "known"]
        return ServerResponse(isNew ? 201 : 200, type: "application/json", json.serialized() + [0x0A])
    }

    private static func wrong(_ why: String) -> ServerResponse {
        Answers.problem(400, "No run of Assay", why, isData: true)
    }

    private static func tooMany(_ wait: Double) -> ServerResponse {
        var refusal = Answers.problem(429, "Too many requests", "Wait a moment.", isData: true)
        refusal.headers.append(Header("retry-after", "\(Int(wait.rounded(.up)))"))
        return refusal
    }

    // MARK: One run

    /// Reads it whole before anything is written; then it appears in the folder at once or not at all, and in the index.
    ///
    /// False where it is there already.
    private static func takeIn(
        _ body: [UInt8],
        recordLength: Int,
        run: String,
        _ project: ServedProject
    ) throws(IngestError) -> Bool {
        guard RecordFolder.isName(run) else { throw .wrong("'\(run.prefix(40))' is no name of a run") }
        let (record, summary) = try read(body, recordLength)
        guard record.run.id == run else { throw .wrong("the record is of the run \(record.run.id.prefix(40))") }
        let own = project.files.own
        let incoming = RecordFolder("\(own.path)/../incoming")
        do throws(StorageError) {
            // What an earlier try left behind is not taken for this one's.
            incoming.remove(run)
            try incoming.add(record)
            defer { incoming.remove(run) }
            if !summary.isEmpty {
                try ReplacementFile.write(summary, to: "\(incoming.path)/\(run)/\(RecordFolder.summaryName)")
            }
            guard try own.add(run, of: incoming) else { return false }
        } catch {
            throw .other(error.message)
        }
        do throws(HistoryError) {
            // Where this fails the next start takes it in from the folder.
            _ = try project.pool.read { history throws(HistoryError) in try history.add(record) }
        } catch {
            throw .other(error.message)
        }
        return true
    }

    private static func read(
        _ body: [UInt8],
        _ recordLength: Int
    ) throws(IngestError) -> (record: HistoricRecord, summary: [UInt8]) {
        do {
            return try body.withUnsafeBytes { packed throws -> (HistoricRecord, [UInt8]) in
                guard Gzip.isPacked(packed) else { throw IngestError.wrong("it is not packed by gzip") }
                return try Gzip(packed).withBytes { bytes throws -> (HistoricRecord, [UInt8]) in
                    guard bytes.count <= largestRun, recordLength <= bytes.count else {
                        throw IngestError.wrong("it is larger than a run may be, or shorter than it says")
                    }
                    let record = try RecordCodec.decode(Bytes(rebasing: bytes[..<recordLength]))
                    return (record, Array(bytes[recordLength...]))
                }
            }
        } catch let error as IngestError {
            throw error
        } catch {
            throw .wrong("\(error)")
        }
    }
}
