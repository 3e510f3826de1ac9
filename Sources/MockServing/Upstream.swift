import Mocking
import Remote
import Scanning

/// Hands requests on to a real server, and keeps what it answers.
struct Upstream: Sendable {
    private let server: MockServer
    private let address: RemoteURL

    /// More of an answer is not recorded.
    private static let limit = 16 << 20

    init(_ server: MockServer, _ address: RemoteURL) {
        self.server = server
        self.address = address
    }

    /// Headers that belong to one connection.
    private static let own: Set<String> = [
        "connection", "keep-alive", "transfer-encoding", "content-length", "host", "accept-encoding", "expect",
        "upgrade",
        "te", "trailer", "proxy-connection",
    ]

    func answer(_ request: MockRequest, target: String) async -> MockAnswer {
        guard request.isWhole else {
            return .json(
                502,
                ["error": JSON("the request's body of \(request.bodyLength) bytes is too long to record")]
            )
        }
        guard let url = RemoteURL(base + target) else {
            return .json(400, ["error": "the request's address cannot be handed on"])
        }
        let headers = request.headers.filter {
            !Self.own.contains($0.name) && $0.name != server.settings.namespaceHeader
        }
        let onward = HTTPRequest(
            request.method,
            url,
            headers: headers.map { HTTPRequest.Header($0.name, $0.value) },
            body: request.body
        )
        do throws(HTTPFailure) {
            let response = try await server.transport.send(onward, limit: Self.limit)
            server.state.use { $0.countReal($0.definition.dependency ?? address.host) }
            let kept = response.headers
                .filter { !Self.own.contains($0.name.lowercased()) }
                .map { MockRequest.Field($0.name, $0.value) }
            server.state.record(
                MockRecording.Exchange(request: request, status: response.status, headers: kept, body: response.body)
            )
            return MockAnswer(status: response.status, headers: kept, body: response.body)
        } catch {
            return .json(502, ["error": JSON("\(address) does not answer: \(error.reason)")])
        }
    }

    private var base: String {
        let path = address.path.hasSuffix("/") ? String(address.path.dropLast()) : address.path
        return "\(address.scheme)://\(address.authority)\(path)"
    }
}
