internal import Scanning

/// What the interfaces of code hosts have in common: documents in JSON, pages of them, refusals in words.
struct HostInterface: Sendable {
    let address: RemoteURL
    let headers: [HTTPRequest.Header]
    let session: HTTPSession

    /// A pull request with more comments has none that anybody reads.
    private static let pageLimit = 100
    private static let pageSize = 100

    func send(
        _ method: String,
        _ path: String,
        _ body: JSON? = nil,
        query: [RemoteURL.Pair] = []
    ) async throws(RemoteError) -> HTTPResponse {
        var url = address.appending(path)
        url.query = query
        var request = HTTPRequest(method, url, headers: headers)
        if let body {
            request.headers.append(HTTPRequest.Header("content-type", "application/json"))
            request.body = body.serialized()
        }
        return try await session.send(request)
    }

    /// The same again while the host does not know yet what it has just made.
    func sendUntilKnown(_ method: String, _ path: String, _ body: JSON) async throws(RemoteError) -> HTTPResponse {
        var response = try await send(method, path, body)
        for pause in [1.0, 2, 4] where response.status == 404 {
            do { try await session.clock.sleep(pause) } catch { return response }
            response = try await send(method, path, body)
        }
        return response
    }

    /// The elements of a list, over all of its pages.
    func pages(_ path: String) async throws(RemoteError) -> [JSON] {
        var found: [JSON] = []
        for page in 1...Self.pageLimit {
            let query = [RemoteURL.Pair("per_page", "\(Self.pageSize)"), RemoteURL.Pair("page", "\(page)")]
            let response = try await send("GET", path, query: query)
            try check(response, path)
            guard let elements = document(response)?.array else {
                throw RemoteError(place(path), "the answer is no list", status: response.status)
            }
            found += elements
            if elements.count < Self.pageSize { break }
        }
        return found
    }

    func document(_ response: HTTPResponse) -> JSON? { try? JSON(parsing: response.body) }

    func place(_ path: String) -> String { address.appending(path).description }

    /// An error in the host's words where it refuses.
    func check(_ response: HTTPResponse, _ what: String) throws(RemoteError) {
        guard !response.isSuccess else { return }
        let message = document(response)?["message"]
        let words = (message?.string ?? message.map { $0.text() }).map { " (\($0.prefix(300)))" } ?? ""
        throw RemoteError(
            address.description,
            "\(what): the server answers \(response.status)\(words)",
            status: response.status
        )
    }
}
