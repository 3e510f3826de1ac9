/// A request as it goes out.
package struct HTTPRequest: Sendable {
    package var method: String
    package var url: RemoteURL
    package var headers: [Header]
    package var body: [UInt8]

    package struct Header: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(_ method: String, _ url: RemoteURL, headers: [Header] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Whether a second one does what the first did: it may be sent again though the first's fate is unknown.
    var isIdempotent: Bool { ["GET", "HEAD", "PUT", "DELETE"].contains(method) }
}

/// A response that came in whole.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: [HTTPRequest.Header]
    package var body: [UInt8]

    package init(status: Int, headers: [HTTPRequest.Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first header of this name, in whatever case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var isSuccess: Bool { (200..<300).contains(status) }
}

/// Why no response came in: the connection, not the server's answer.
package struct HTTPFailure: Error, Sendable, Hashable {
    /// A lowercase fragment for a message.
    package var reason: String
    /// Whether the request cannot have reached anybody.
    package var neverSent: Bool
    /// Whether another attempt would end alike.
    package var isFinal: Bool

    package init(_ reason: String, neverSent: Bool = false, isFinal: Bool = false) {
        self.reason = reason
        self.neverSent = neverSent
        self.isFinal = isFinal
    }
}

/// Sends one request, once.
package protocol HTTPTransport: Sendable {
    /// `limit`: the longest body that is taken in, in bytes; a longer one is a failure.
    func send(_ request: HTTPRequest, limit: Int) async throws(HTTPFailure) -> HTTPResponse
}

/// What went wrong at a place elsewhere, for a person: where, what, and what the server said.
package struct RemoteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The address, without secrets.
    package var place: String
    package var reason: String
    /// The status of the last answer; nil where none came.
    package var status: Int?
    /// Whether a request may have been carried out though no answer came.
    package var isAmbiguous: Bool

    package init(_ place: String, _ reason: String, status: Int? = nil, isAmbiguous: Bool = false) {
        self.place = place
        self.reason = reason
        self.status = status
        self.isAmbiguous = isAmbiguous
    }

    package var description: String { "\(place): \(reason)" }
}
