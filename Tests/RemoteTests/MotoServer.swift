import Glibc
import Testing

@testable import Remote

/// A real server that speaks S3, from PyPI: started once, ends with the tests.
struct MotoServer {
    let address: String

    /// nil where it is not installed.
    static let shared: MotoServer? = start()

    static let missing: Comment = "moto is missing: scripts/bootstrap test installs it into .venv"

    private static let program = """
        import logging, os, time
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        from moto.server import ThreadedMotoServer
        parent = os.getppid()
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        print(server.get_host_and_port()[1], flush=True)
        while os.getppid() == parent:
            time.sleep(0.5)
        """

    private static var python: String {
        let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(here)/.venv/bin/python"
    }

    private static func start() -> MotoServer? {
        guard access(python, X_OK) == 0,
            let pipe = popen("exec '\(python)' -c '\(program)' 2>/dev/null", "r")
        else { return nil }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, 64, pipe) != nil else { return nil }
        let digits = line.prefix { (0x30...0x39).contains($0) }.map { UInt8(bitPattern: $0) }
        guard let port = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        return MotoServer(address: "http://127.0.0.1:\(port)")
    }

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
