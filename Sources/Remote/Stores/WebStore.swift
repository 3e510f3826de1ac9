internal import Core

/// A server that takes files by PUT.
package struct WebStore: ObjectStore {
    private let url: RemoteURL
    private let session: HTTPSession
    private let token: String?

    /// Nothing is connected yet.
    ///
    /// `token`: sent as `Authorization: Bearer`; nil for none. A user in the address is sent as `Basic`.
    package init(_ url: RemoteURL, token: String?, session: HTTPSession) {
        self.url = url
        self.session = session
        self.token = token
    }

    package func put(_ name: String, _ content: UploadContent, type: String) async throws(RemoteError) -> StoredObject {
        let digest = content.digest
        let target = url.appending(name)
        let field = "sha-256=:\(digest.sha256Base64):"
        var headers = [HTTPRequest.Header("content-type", type), HTTPRequest.Header("repr-digest", field)]
        if let authorization { headers.append(authorization) }
        let body = content.bytes(0..<content.size)
        let response = try await session.send(HTTPRequest("PUT", target, headers: headers, body: body))
        guard response.isSuccess else {
            let moved = response.header("location").map { "; it says to go to \($0.prefix(200))" } ?? ""
            let reason = "the server answers \(response.status)\(moved)"
            throw RemoteError(target.description, reason, status: response.status)
        }
        // RFC 9530: a server that says a digest of another kind says nothing that could be compared.
        if let told = response.header("repr-digest"), told.hasPrefix("sha-256=:"), told != field {
            throw RemoteError(target.description, "the server says that it holds other bytes than were sent")
        }
        return StoredObject(place: target.description, size: content.size, sha256: digest.sha256)
    }

    private var authorization: HTTPRequest.Header? {
        if let token { return HTTPRequest.Header("authorization", "Bearer \(token)") }
        return url.userInfo.map { HTTPRequest.Header("authorization", "Basic \(Base64.encode(Array($0.utf8)))") }
    }
}
