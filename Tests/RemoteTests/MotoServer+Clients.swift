import Glibc
import TestSupport
import Testing

@testable import Remote

extension MotoServer {
    /// A client for a bucket of this name, which is made.
    func client(_ bucket: String, partSize: Int = S3Client.usualPartSize) async throws -> S3Client {
        let client = try Self.client(bucket, at: address, partSize: partSize)
        let made = try await client.send("PUT", "")
        try #require(made.isSuccess || made.status == 409)
        return client
    }

    /// A client that waits for nothing, and tells the clock how long it would have waited.
    static func client(
        _ bucket: String = "reports",
        at address: String,
        partSize: Int = S3Client.usualPartSize,
        waited: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws -> S3Client {
        let settings = AWSSettings([
            "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_ENDPOINT_URL": address,
        ]) { _ in nil }
        return try S3Client(
            bucket: bucket,
            settings: settings,
            session: session(waited: waited),
            partSize: partSize
        )
    }

    static func session(waited: @escaping @Sendable (Double) -> Void = { _ in }) -> HTTPSession {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let seconds = Double(now.tv_sec)
        let clock = RemoteClock(now: { seconds }, sleep: { waited($0) }, chance: { 1 })
        return HTTPSession(NIOTransport(timeout: 30, patience: 20), policy: RetryPolicy(attempts: 3), clock: clock)
    }
}
