import Synchronization
import TestSupport
import Testing

@testable import Remote

/// Counts, and remembers pauses, from several threads.
private final class Notes: Sendable {
    private let state = Mutex<(count: Int, pauses: [Double])>((0, []))

    func next() -> Int {
        state.withLock {
            $0.count += 1; return $0.count
        }
    }
    func pause(_ seconds: Double) { state.withLock { $0.pauses.append(seconds) } }
    var pauses: [Double] { state.withLock { $0.pauses } }
}

@Suite("Servers that behave badly")
struct BadServerTests {
    private let denied = "<Error><Code>AccessDenied</Code><Message>Access Denied &amp; so on</Message></Error>"

    private func failure(_ server: ScriptedServer, _ notes: Notes = Notes()) async throws -> RemoteError? {
        let client = try MotoServer.client(at: server.address) { notes.pause($0) }
        return await #expect(throws: RemoteError.self) { try await client.put("x", .bytes([1]), type: "a/b") }
    }

    @Test("403: told with the server's words, asked once")
    func forbidden() async throws {
        let server = ScriptedServer { _ in .text(403, denied) }
        let error = try await failure(server)
        #expect(error?.description == "s3://reports/x: the server answers 403 (AccessDenied: Access Denied & so on)")
        #expect(server.requests.count == 1)
    }

    @Test("503 with Retry-After: it waits for as long as it is asked to, then succeeds")
    func retried() async throws {
        let notes = Notes()
        let server = ScriptedServer { request in
            guard notes.next() > 2 else {
                return .text(503, "<Error><Code>SlowDown</Code></Error>", headers: [("Retry-After", "7")])
            }
            return .text(200, "", headers: [("x-amz-checksum-sha256", request.headers["x-amz-checksum-sha256"] ?? "")])
        }
        let client = try MotoServer.client(at: server.address) { notes.pause($0) }
        let stored = try await client.put("x", .bytes([1]), type: "a/b")
        #expect(stored.size == 1)
        #expect(notes.pauses == [7, 7])
    }

    @Test("503 for ever: given up, and told")
    func unavailable() async throws {
        let server = ScriptedServer { _ in .text(503, "") }
        let error = try await failure(server)
        #expect(error?.status == 503 && server.requests.count == 3)
    }

    @Test("A connection that is reset is tried again; for ever, it is told")
    func reset() async throws {
        let notes = Notes()
        let server = ScriptedServer { request in
            notes.next() == 1
                ? .reset
                : .text(200, "", headers: [("x-amz-checksum-sha256", request.headers["x-amz-checksum-sha256"] ?? "")])
        }
        let client = try MotoServer.client(at: server.address)
        #expect(try await client.put("x", .bytes([1]), type: "a/b").size == 1)
        let broken = ScriptedServer { _ in .reset }
        let error = try await failure(broken)
        #expect(error?.status == nil && error?.description.hasPrefix("s3://reports/x: ") == true)
        #expect(broken.requests.count == 3)
    }

    @Test("Half an answer is no answer")
    func half() async throws {
        let server = ScriptedServer { _ in .half(200, body: [UInt8](repeating: 65, count: 100_000)) }
        let client = try MotoServer.client(at: server.address)
        await #expect(throws: RemoteError.self) { try await client.get("x", limit: 1 << 20) }
        #expect(server.requests.count == 3)
    }

    @Test("Nobody listens: told, with the place")
    func nobody() async throws {
        let server = ScriptedServer { _ in .reset }
        let address = server.address
        server.stop()
        let client = try MotoServer.client(at: address)
        let error = await #expect(throws: RemoteError.self) { try await client.get("x", limit: 9) }
        #expect(error?.description.contains("cannot connect: connection refused") == true)
    }

    @Test("An answer that is longer than asked for is not taken in")
    func long() async throws {
        let server = ScriptedServer { _ in .response(200, body: [UInt8](repeating: 0, count: 5_000)) }
        let client = try MotoServer.client(at: server.address)
        let error = await #expect(throws: RemoteError.self) { try await client.get("x", limit: 4_999) }
        #expect(error?.description.contains("longer than 4999 bytes") == true)
    }

    @Test("A server that says it holds other bytes, or gives other bytes back, is not believed")
    func liar() async throws {
        let words = "the server says that it holds other bytes than were sent"
        let checksum = ScriptedServer { _ in .text(200, "", headers: [("x-amz-checksum-sha256", "AAAA")]) }
        #expect(try await failure(checksum)?.reason == words)
        let tag = ScriptedServer { request in
            request.method == "PUT" ? .text(200, "", headers: [("etag", "\"00\"")]) : .text(200, "others")
        }
        #expect(try await failure(tag)?.reason.contains("longer than 2 bytes") == true)
        let content = ScriptedServer { request in
            request.method == "PUT" ? .text(200, "", headers: [("etag", "\"00\"")]) : .text(200, "o")
        }
        #expect(try await failure(content)?.reason == "the server holds other bytes than were sent")
        let metadata = ScriptedServer { _ in .text(200, "other", headers: [("x-amz-meta-sha256", "00")]) }
        let client = try MotoServer.client(at: metadata.address)
        let error = await #expect(throws: RemoteError.self) { try await client.get("x", limit: 9) }
        #expect(error?.reason == "the server gives bytes that are not those of its digest")
    }

    @Test("A tag that is no digest, as with some encryption, is found out by reading back")
    func encrypted() async throws {
        let server = ScriptedServer { request in
            request.method == "PUT" ? .text(200, "", headers: [("etag", "\"opaque\"")]) : .response(200, body: [1])
        }
        let client = try MotoServer.client(at: server.address)
        #expect(try await client.put("x", .bytes([1]), type: "a/b").size == 1)
    }

    @Test("An upload in parts that fails is given up at the server, too")
    func aborted() async throws {
        let server = ScriptedServer { request in
            switch (request.method, request.query.contains("uploads")) {
            case ("POST", true):
                return .text(
                    200,
                    "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>"
                )
            case ("POST", false): return .text(200, "<Error><Code>InternalError</Code></Error>")
            default: return .text(200, "", headers: [("etag", "\"1\"")])
            }
        }
        let client = try MotoServer.client(at: server.address, partSize: 10)
        let error = await #expect(throws: RemoteError.self) {
            try await client.put("x", .bytes([UInt8](repeating: 1, count: 25)), type: "a/b")
        }
        #expect(error?.description.contains("InternalError") == true)
        let last = server.requests.last
        #expect(last?.method == "DELETE" && last?.query == "uploadId=u1")
        #expect(server.requests.count { $0.method == "PUT" } == 3)
    }

    @Test("A list that repeats itself ends")
    func endless() async throws {
        let page = """
            <ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>\
            <Contents><Key>p/a</Key></Contents></ListBucketResult>
            """
        let server = ScriptedServer { _ in .text(200, page) }
        let client = try MotoServer.client(at: server.address)
        #expect(try await client.list("p/") == ["a", "a"])
    }
}

@Suite("Servers that take files by PUT")
struct WebStoreTests {
    private func store(_ server: ScriptedServer, token: String? = nil, user: String = "") throws -> WebStore {
        let url = try #require(RemoteURL(server.address.replacingPrefix("http://", with: "http://\(user)") + "/files"))
        return WebStore(url, token: token, session: MotoServer.session())
    }

    @Test("A file lands below the address, with its type, its digest and the token")
    func put() async throws {
        let server = ScriptedServer { _ in .text(201, "") }
        let stored = try await store(server, token: "T").put("r1/a b.html", .bytes([1, 2]), type: "text/html")
        let request = try #require(server.requests.first)
        #expect(request.method == "PUT" && request.target == "/files/r1/a%20b.html" && request.body == [1, 2])
        #expect(request.headers["authorization"] == "Bearer T" && request.headers["content-type"] == "text/html")
        #expect(request.headers["repr-digest"]?.hasPrefix("sha-256=:") == true)
        #expect(stored.place == "\(server.address)/files/r1/a%20b.html")
    }

    @Test("A user of the address signs in, and is in no message")
    func user() async throws {
        let server = ScriptedServer { _ in .text(403, "") }
        let store = try store(server, user: "ann:pw@")
        let error = await #expect(throws: RemoteError.self) { try await store.put("x", .bytes([1]), type: "a/b") }
        #expect(server.requests.first?.headers["authorization"] == "Basic YW5uOnB3")
        #expect(error?.description.contains("pw") == false)
    }

    @Test("Nothing is sent to where a server sends us: a token stays with whom it is for")
    func redirect() async throws {
        let server = ScriptedServer { _ in .text(307, "", headers: [("location", "http://elsewhere.example/x")]) }
        let store = try store(server, token: "T")
        let error = await #expect(throws: RemoteError.self) { try await store.put("x", .bytes([1]), type: "a/b") }
        #expect(error?.description.contains("it says to go to http://elsewhere.example/x") == true)
        #expect(server.requests.count == 1)
    }

    @Test("A server that says another digest holds something else")
    func liar() async throws {
        let server = ScriptedServer { _ in .text(200, "", headers: [("repr-digest", "sha-256=:AAAA:")]) }
        let store = try store(server)
        await #expect(throws: RemoteError.self) { try await store.put("x", .bytes([1]), type: "a/b") }
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }
}
