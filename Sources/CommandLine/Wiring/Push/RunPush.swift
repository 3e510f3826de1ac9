import Core
import Execution
import History
import Remote
import Scanning
import Serving

/// Sends runs to a dashboard.
struct RunPush {
    /// Variables that no step of a run gets: with them one could send what it likes.
    static let secrets = [PushCredential.variable, PushCredential.identity]

    /// Without a slash at its end.
    let server: RemoteURL
    let project: String
    let credential: PushCredential

    /// A server that would hear the token in clear, and a missing token, are usage errors.
    init(_ address: String, project: String, environment: [String: String]) throws {
        guard var server = RemoteURL(address), server.query.isEmpty, server.userInfo == nil else {
            throw CommandFailure(
                .usage,
                "--push \(address): write the address of a dashboard, such as https://quality.example.org"
            )
        }
        let isLoopback = ["localhost", "[::1]"].contains(server.host) || server.host.hasPrefix("127.")
        guard server.scheme == "https" || server.scheme == "http" && isLoopback else {
            throw CommandFailure(.usage, "--push \(address): the token would go over the network in clear; use https")
        }
        guard RecordFolder.isName(project) else {
            throw CommandFailure(.usage, "--push-as: '\(project)' is no name: letters, digits, '.', '_' and '-'")
        }
        while server.path.hasSuffix("/") { server.path.removeLast() }
        guard let credential = PushCredential(server: server, project: project, environment: environment) else {
            throw CommandFailure(
                .usage,
                "--push needs the project's token in the environment, as \(PushCredential.variable); a job of GitHub with "
                    + "`permissions: id-token: write`, or of GitLab with `id_tokens: \(PushCredential.identity)`, needs none"
            )
        }
        self.server = server
        self.project = project
        self.credential = credential
    }

    /// Sends a run, and says what became of it: `taken in` or `known already`.
    ///
    /// A server that cannot be reached is asked again and again for a while; the run stays here, and can be sent later.
    func send(_ run: String, of runs: RecordFolder) async throws -> String {
        let (record, summary) = (try Self.bytes(runs.record(run)), try runs.summary(run).map(Self.bytes) ?? [])
        guard let packed = Deflate.gzip(record + summary) else {
            throw CommandFailure(.infrastructure, "run \(run) cannot be packed")
        }
        var url = server
        url.path += "/api/v1/projects/\(project)/runs/\(run)"
        let headers = [
            HTTPRequest.Header("content-type", "application/gzip"),
            HTTPRequest.Header(Ingest.recordLength, "\(record.count)"),
        ]
        let session = HTTPSession(NIOTransport(), clock: RemoteClock(now: { SystemClock().wallTime() }))
        var response: HTTPResponse
        do throws(RemoteError) {
            response = try await put(url, headers, packed, session, isNew: false)
            // What a job was given holds for an hour.
            if response.status == 401 { response = try await put(url, headers, packed, session, isNew: true) }
        } catch {
            throw CommandFailure(
                .infrastructure,
                "run \(run) was not sent: \(error); `assay push \(run)` sends it later"
            )
        }
        switch response.status {
        case 201: return "taken in"
        case 200: return "known already"
        default:
            let said = (try? JSON(parsing: response.body))?["detail"]?.string.map { ": \($0)" } ?? ""
            throw CommandFailure(.infrastructure, "run \(run) was refused with status \(response.status)\(said)")
        }
    }

    private func put(
        _ url: RemoteURL,
        _ headers: [HTTPRequest.Header],
        _ body: [UInt8],
        _ session: HTTPSession,
        isNew: Bool
    ) async throws(RemoteError) -> HTTPResponse {
        let own = [PushCredential.bearer(try await credential.token(isNew: isNew))]
        let request = HTTPRequest("PUT", url, headers: own + headers, body: body)
        return try await session.send(limit: 1 << 20) { _ in request }
    }

    /// Sends a run that has just ended; what goes wrong is a warning, which changes no verdict.
    ///
    /// `folder`: the run's.
    func tell(_ folder: String) async {
        guard let slash = folder.lastIndex(of: "/") else { return }
        let run = String(folder[folder.index(after: slash)...])
        do {
            let end = try await send(run, of: RecordFolder(String(folder[..<slash])))
            Console.error("assay: run \(run) is at \(server.host): \(end)")
        } catch let failure as CommandFailure {
            Console.error("warning: \(failure.message ?? "run \(run) was not sent")")
        } catch {
            Console.error("warning: run \(run) was not sent: \(error)")
        }
    }

    private static func bytes(_ path: String) throws -> [UInt8] {
        do throws(FileError) {
            return try MappedFile(path: path).withBytes { Array($0) }
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }
}
