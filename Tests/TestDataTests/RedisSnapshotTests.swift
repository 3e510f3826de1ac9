import Engine
import TestSupport
import Testing

@testable import TestData

@Suite("Snapshots of Redis", .enabled(if: RedisServer.isInstalled, "\(RedisServer.missing)"))
struct RedisSnapshotTests {
    private let folder = TemporaryFolder()

    private func words(_ body: () throws -> Void) -> String {
        do { try body() } catch { return (error as? LaunchError)?.message ?? "\(error)" }
        return ""
    }

    @Test("values of every kind come back as they were, with the life that they had, and later ones go")
    func restored() throws {
        let server = try #require(RedisServer())
        _ = try server.call("SET", "name", "Ada \u{0} \r\n")
        _ = try server.call("HSET", "user:1", "plan", "pro")
        _ = try server.call("RPUSH", "list", "a", "b", "c")
        _ = try server.call("SET", "brief", "x", "EX", "1000")
        for number in 0..<2_500 { _ = try server.call("SET", "k\(number)", "\(number)") }
        let path = folder.path + "/values"
        let snapshot = RedisSnapshot(point: server.point)
        #expect(try snapshot.take(to: path) == 2_504)
        _ = try server.call("SET", "name", "Bob")
        _ = try server.call("DEL", "list", "user:1")
        _ = try server.call("SET", "later", "x")
        try snapshot.restore(from: path)
        #expect(try server.call("GET", "name").bytes == Array("Ada \u{0} \r\n".utf8))
        #expect(try server.call("HGET", "user:1", "plan").bytes == Array("pro".utf8))
        #expect(try server.call("LLEN", "list").number == 3)
        #expect(try (1...1_000).contains(server.call("TTL", "brief").number ?? 0))
        #expect(try server.call("DBSIZE").number == 2_504)
        #expect(try server.call("EXISTS", "later").number == 0)
    }

    @Test("a file that is cut off is told, and the database stays as it is")
    func damaged() throws {
        let server = try #require(RedisServer())
        _ = try server.call("SET", "name", "Ada")
        let path = folder.path + "/values"
        let snapshot = RedisSnapshot(point: server.point)
        _ = try snapshot.take(to: path)
        let whole = Array((folder.read("values") ?? "").utf8)
        for end in [0, 5, whole.count / 2] {
            folder.write(Array(whole[..<end]), to: "cut")
            #expect(words { try snapshot.restore(from: folder.path + "/cut") }.contains("is damaged"))
        }
        #expect(words { try snapshot.restore(from: folder.path + "/missing") }.contains("is damaged"))
        #expect(try server.call("GET", "name").bytes == Array("Ada".utf8))
    }

    @Test("a server that is not there, and one that refuses a command, are told with the service's name")
    func refused() throws {
        let nobody = ServicePoint(kind: .redis, name: "cache", host: "127.0.0.1", port: 1, user: "", database: "0")
        let told = words { _ = try RedisSnapshot(point: nobody).take(to: folder.path + "/values") }
        #expect(told.contains("service \"cache\" (Redis): connection refused"))
        let server = try #require(RedisServer())
        _ = try server.call("CONFIG", "SET", "requirepass", "secret")
        let denied = words { _ = try RedisSnapshot(point: server.point).take(to: folder.path + "/values") }
        #expect(denied.contains("NOAUTH"))
        var connection = try RedisConnection(host: "127.0.0.1", port: server.port)
        _ = try connection.call("AUTH", "secret")
        _ = try connection.call("CONFIG", "SET", "requirepass", "")
    }
}
