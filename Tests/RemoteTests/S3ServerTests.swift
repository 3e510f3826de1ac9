import TestSupport
import Testing

@testable import Remote

@Suite("A real S3 server", .enabled(if: MotoServer.shared != nil, Comment(rawValue: MotoServer.missing)))
struct S3ServerTests {
    private func server() throws -> MotoServer { try #require(MotoServer.shared) }

    @Test("What is put comes back, whatever its name, and is listed in the order of the bytes")
    func roundTrip() async throws {
        let store = S3Store(try await server().client("round-trip"), prefix: "a/b")
        let names = ["20261128-1/report.html", "20261128-1/über uns+&=?.txt", "20261127-9/x"]
        for (index, name) in names.enumerated() {
            let stored = try await store.put(name, .bytes(Array("text \(index)".utf8)), type: "text/plain")
            #expect(stored.size == 6 && stored.sha256.count == 64)
            #expect(stored.place == "s3://round-trip/a/b/\(name)")
        }
        #expect(try await store.list(after: nil) == [names[2], names[0], names[1]])
        #expect(try await store.list(after: "20261128-1/report.html") == [names[1]])
        #expect(try await store.get(names[1], limit: 100) == Array("text 1".utf8))
        #expect(try await store.get("nothing", limit: 100) == nil)
    }

    @Test("An empty object, and one that takes another's place")
    func replaced() async throws {
        let client = try await server().client("replaced")
        _ = try await client.put("x", .bytes([]), type: "text/plain")
        #expect(try await client.get("x", limit: 9) == [])
        _ = try await client.put("x", .bytes([1, 2]), type: "text/plain")
        #expect(try await client.get("x", limit: 9) == [1, 2])
    }

    @Test("A large object goes in parts, and is whole")
    func parts() async throws {
        // S3 takes no smaller part than this, the last one apart.
        let client = try await server().client("parts", partSize: 5 << 20)
        let bytes = (0..<11).flatMap { [UInt8](repeating: UInt8($0), count: 1 << 20) }
        let stored = try await client.put("large/report.html", .bytes(bytes), type: "text/html")
        #expect(stored.size == bytes.count)
        #expect(try await client.get("large/report.html", limit: 12 << 20) == bytes)
    }

    @Test("More names than one answer lists")
    func pages() async throws {
        let client = try await server().client("pages")
        let names = (0..<1_003).map { "r/\($0 + 10_000)" }
        await withTaskGroup(of: Void.self) { group in
            for part in 0..<8 {
                group.addTask {
                    for index in names.indices where index % 8 == part {
                        _ = try? await client.send("PUT", names[index], body: [1])
                    }
                }
            }
        }
        #expect(try await client.list("r/") == names.map { String($0.dropFirst(2)) })
    }

    @Test("A bucket that is not there is told as such")
    func noBucket() async throws {
        let client = try MotoServer.client("nobody-made-it", at: try server().address)
        let put = await #expect(throws: RemoteError.self) { try await client.put("x", .bytes([1]), type: "a/b") }
        #expect(put?.status == 404 && put?.description.contains("NoSuchBucket") == true)
        let get = await #expect(throws: RemoteError.self) { try await client.get("x", limit: 9) }
        #expect(get?.status == 404)
    }
}
