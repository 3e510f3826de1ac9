import Glibc
import TestSupport

@testable import TestData

/// A real Redis without a file of its own; ends with its owner.
final class RedisServer: Sendable {
    let port: Int
    private let folder = TemporaryFolder()

    static let missing = "redis-server is not installed"
    static let isInstalled = ["/usr/bin", "/usr/local/bin"].contains { access("\($0)/redis-server", X_OK) == 0 }

    var point: ServicePoint {
        ServicePoint(kind: .redis, name: "cache", host: "127.0.0.1", port: port, user: "", database: "0")
    }

    /// nil where it does not start.
    init?() {
        port = Self.freePort()
        let options = "--port \(port) --bind 127.0.0.1 --save '' --dir \(folder.path)"
        Descriptors.keep()
        guard let pipe = popen("exec redis-server \(options) 2>&1", "r") else { return nil }
        var line = [CChar](repeating: 0, count: 1_024)
        while fgets(&line, Int32(line.count), pipe) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.contains("Ready to accept connections") { return }
        }
        return nil
    }

    deinit {
        var connection = try? RedisConnection(host: "127.0.0.1", port: port)
        _ = try? connection?.call("SHUTDOWN", "NOSAVE")
    }

    func call(_ words: String...) throws -> RedisConnection.Reply {
        var connection = try RedisConnection(host: "127.0.0.1", port: port)
        return try connection.call(words.map { Array($0.utf8) })
    }

    private static func freePort() -> Int {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(file, $0, size)
                getsockname(file, $0, &size)
            }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
