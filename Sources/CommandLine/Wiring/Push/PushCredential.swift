import Core
import Execution
import Remote
import Scanning
import Synchronization

/// What proves that whoever sends runs may: a project's token, or the word of the code host that a job runs on.
final class PushCredential: Sendable {
    /// Where a project's token stands.
    static let variable = "ASSAY_TOKEN"
    /// Where a token of GitLab for the dashboard stands, as `id_tokens` of the job names it.
    static let identity = "ASSAY_ID_TOKEN"
    private static let githubAddress = "ACTIONS_ID_TOKEN_REQUEST_URL"
    private static let githubToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"

    private enum Kind: Sendable {
        case token(String)
        /// Its word, as it stands.
        case word(String)
        /// GitHub gives its word to whoever asks at an address with a token.
        case github(address: String, token: String)
    }

    private let kind: Kind
    /// Without a slash at its end.
    private let server: RemoteURL
    private let project: String
    private let transport = NIOTransport()
    private let held = Mutex<String?>(nil)

    /// nil where the environment holds nothing of the kind.
    init?(server: RemoteURL, project: String, environment: [String: String]) {
        let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let token = value(Self.variable) {
            kind = .token(token)
        } else if let word = value(Self.identity) {
            kind = .word(word)
        } else if let address = value(Self.githubAddress), let token = value(Self.githubToken) {
            kind = .github(address: address, token: token)
        } else {
            return nil
        }
        self.server = server
        self.project = project
    }

    /// The token to send; `isNew`: after one that was not taken any more.
    func token(isNew: Bool = false) async throws(RemoteError) -> String {
        if case .token(let token) = kind { return token }
        if !isNew, let known = held.withLock({ $0 }) { return known }
        let word =
            switch kind {
            case .token(let text), .word(let text): text
            case .github(let address, let token): try await github(address, token)
            }
        var url = server
        url.path += "/api/v1/projects/\(project)/token"
        let answer = try await send(HTTPRequest("POST", url, headers: [Self.bearer(word)]))
        guard answer.status == 201, let text = (try? JSON(parsing: answer.body))?["token"]?.string else {
            throw RemoteError(
                url.description,
                "the dashboard does not believe this job (status \(answer.status)): its project's settings say whom it does",
                status: answer.status
            )
        }
        held.withLock { $0 = text }
        return text
    }

    private func github(_ address: String, _ token: String) async throws(RemoteError) -> String {
        guard var url = RemoteURL(address), url.scheme == "https" || url.isLoopback else {
            throw RemoteError(Self.githubAddress, "is no address of https")
        }
        url.query.append(RemoteURL.Pair("audience", server.description))
        let answer = try await send(HTTPRequest("GET", url, headers: [Self.bearer(token)]))
        guard answer.status == 200, let value = (try? JSON(parsing: answer.body))?["value"]?.string else {
            throw RemoteError(
                url.description,
                "GitHub gives no token (status \(answer.status)): the job needs `permissions: id-token: write`",
                status: answer.status
            )
        }
        return value
    }

    private func send(_ request: HTTPRequest) async throws(RemoteError) -> HTTPResponse {
        let session = HTTPSession(transport, clock: RemoteClock(now: { SystemClock().wallTime() }))
        return try await session.send(limit: 1 << 20) { _ in request }
    }

    static func bearer(_ token: String) -> HTTPRequest.Header {
        HTTPRequest.Header("authorization", "Bearer \(token)")
    }
}
