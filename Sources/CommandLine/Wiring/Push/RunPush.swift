import Core
import Execution
import History
import Remote
import Scanning
import Serving

/// Sends runs to a dashboard.
struct RunPush {
    /// Where the token stands.
    static let variable = "ASSAY_TOKEN"

    private let server: RemoteURL
    private let project: String
    private let token: String

    /// A server that would hear the token in clear, and a missing token, are usage errors.
    init(_ address: String, project: String, environment: [String: String]) throws {
        guard let server = RemoteURL(address), server.query.isEmpty, server.userInfo == nil else {
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
        guard let token = environment[Self.variable], !token.isEmpty else {
            throw CommandFailure(.usage, "--push needs the project's token in the environment, as \(Self.variable)")
        }
        self.server = server
        self.project = project
        self.token = token
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
        while url.path.hasSuffix("/") { url.path.removeLast() }
        url.path += "/api/v1/projects/\(project)/runs/\(run)"
        let request = HTTPRequest(
            "PUT",
            url,
            headers: [
                HTTPRequest.Header("authorization", "Bearer \(token)"),
                HTTPRequest.Header("content-type", "application/gzip"),
                HTTPRequest.Header(Ingest.recordLength, "\(record.count)"),
            ],
            body: packed
        )
        let session = HTTPSession(NIOTransport(), clock: RemoteClock(now: { SystemClock().wallTime() }))
        let response: HTTPResponse
        do throws(RemoteError) {
            response = try await session.send(limit: 1 << 20) { _ in request }
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
