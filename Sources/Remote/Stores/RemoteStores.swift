/// Makes stores of addresses, each with what the environment says of credentials and authorities.
package struct RemoteStores: Sendable {
    /// Opens a transport that trusts a file of authorities in PEM form; the system's for nil.
    package typealias Connector = @Sendable (_ authorities: String?) -> any HTTPTransport

    private let environment: [String: String]
    private let policy: RetryPolicy
    private let clock: RemoteClock
    private let connect: Connector

    /// Holds the token that a server asks for which takes files by PUT.
    package static let tokenVariable = "ASSAY_STORAGE_TOKEN"

    package init(
        environment: [String: String],
        policy: RetryPolicy = RetryPolicy(),
        clock: RemoteClock,
        connect: @escaping Connector = { NIOTransport(authorities: $0) }
    ) {
        self.environment = environment
        self.policy = policy
        self.clock = clock
        self.connect = connect
    }

    /// A bucket, or what lies below a prefix of it; the prefix has no `/` at its ends.
    package func bucket(_ name: String, prefix: String) throws(RemoteError) -> S3Store {
        let settings = AWSSettings(environment)
        let session = session(settings.authorities)
        return S3Store(try S3Client(bucket: name, settings: settings, session: session), prefix: prefix)
    }

    /// A server that takes files below an address by PUT.
    package func web(_ address: String) throws(RemoteError) -> WebStore {
        guard let url = RemoteURL(address) else { throw RemoteError(address, "is no http or https address") }
        return WebStore(url, token: value(Self.tokenVariable), session: session())
    }

    /// A session for other interfaces of servers.
    package func session(_ authorities: String? = nil) -> HTTPSession {
        HTTPSession(connect(authorities ?? value("SSL_CERT_FILE")), policy: policy, clock: clock)
    }

    private func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
}
