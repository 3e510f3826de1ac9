import Configuration
import Glibc
import MockServing
import Mocking
import Remote
import Scanning
import TestSupport
import Testing

@Suite struct MockServerTests {
    /// A mock of the stubs, and what is done with it; its report in the end.
    @discardableResult
    private func serving(
        _ stubs: String = "",
        definition given: MockDefinition? = nil,
        upstream: RemoteURL? = nil,
        namespaces: [String] = [],
        bodyLimit: Int = 1 << 20,
        patience: Int64 = 30,
        _ body: @escaping @Sendable (MockServer, Int) throws -> Void
    ) async throws -> JSON {
        let loaded = StubFiles.load([(name: "m.yaml", bytes: Array(stubs.utf8))])
        let definition = try given ?? #require(loaded.definition)
        let ports = [MockServer.Port(number: 0)] + namespaces.map { MockServer.Port(namespace: $0, number: 0) }
        var settings = MockServer.Settings(ports: ports)
        settings.upstream = upstream
        settings.bodyLimit = bodyLimit
        settings.patience = patience
        let server = try await MockServer.start(MockEngine(definition), settings) { bytes in
            StubFiles.fault(bytes).mapError { MockServer.AdminMistake($0.message) }
        }
        let port = try #require(server.ports.first?.number)
        try await Self.blocking { try body(server, port) }
        let report = server.report
        await server.stop()
        return report
    }

    /// The client blocks its thread, which must be none of those that serve.
    private static func blocking(_ body: @escaping @Sendable () throws -> Void) async throws {
        final class Work: Sendable {
            let run: @Sendable () -> Void
            init(_ run: @escaping @Sendable () -> Void) { self.run = run }
        }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let work = Work { continuation.resume(with: Result { try body() }) }
            var thread = pthread_t()
            pthread_create(
                &thread,
                nil,
                { raw in
                    if let raw { Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().run() }
                    return nil
                },
                Unmanaged.passRetained(work).toOpaque()
            )
            pthread_detach(thread)
        }
    }

    private static func faults(_ report: JSON) -> JSON? { report["dependencies"]?[0]?["faults"] }

    private static func seconds(_ body: () -> Void) -> Double {
        let passed = ContinuousClock().measure(body).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }

    @Test("a stub answers with status, headers and values of the request, and keeps the connection")
    func plain() async throws {
        let stubs = """
            stubs:
              - request: {method: POST, path: "/items/{id}"}
                response: {status: 201, headers: {X-Id: "{{request.path.id}}"}, json: {sum: "{{request.body.sum}}", n: "{{count}}"}}
            """
        try await serving(stubs) { _, port in
            let connection = try #require(RawClient.connect(port))
            defer { close(connection) }
            let request = "POST /items/7 HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{\"sum\":5}"
            for round in 1...2 {
                RawClient.send(connection, Array(request.utf8))
                var piece = [UInt8](repeating: 0, count: 4_096)
                var text = ""
                while !text.hasSuffix("}") {
                    let count = recv(connection, &piece, piece.count, 0)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { break }
                    text += String(decoding: piece[..<count], as: UTF8.self)
                }
                #expect(text.hasPrefix("HTTP/1.1 201 "))
                #expect(text.contains("X-Id: 7\r\n"))
                #expect(text.hasSuffix(#"{"sum":5,"n":\#(round)}"#))
            }
        }
    }

    @Test("every fault really happens on the wire, and is counted")
    func faults() async throws {
        let body = String(repeating: "x", count: 1_000)
        let kinds = [
            "reset": "{reset: true}", "empty": "{empty: true}", "truncate": "{truncate: 50%}",
            "status": "{status: 503, retry_after: 2}", "latency": "{latency: 120ms}", "hang": "{hang: 100ms}",
            "malformed": "{malformed: true}", "drip": "{drip: {bytes: 400, every: 50ms}}",
        ]
        let stubs = kinds.map { "  - {request: {path: /\($0)}, response: {body: \(body)}, faults: \($1)}\n" }.joined()
        let report = try await serving("mock: {dependency: pay}\nstubs:\n" + stubs) { _, port in
            #expect(RawClient.ask(port, "GET", "/reset").end == .reset)
            let empty = RawClient.ask(port, "GET", "/empty")
            #expect(empty.text.isEmpty && empty.end == .closed)
            let half = RawClient.ask(port, "GET", "/truncate")
            #expect(
                half.text.contains("content-length: 1000")
                    && half.text.hasSuffix("\r\n" + String(repeating: "x", count: 500))
            )
            let refused = RawClient.ask(port, "GET", "/status").text
            #expect(refused.hasPrefix("HTTP/1.1 503 ") && refused.contains("retry-after: 2"))
            var latecomer = ""
            #expect(Self.seconds { latecomer = RawClient.ask(port, "GET", "/latency").text } >= 0.12)
            #expect(latecomer.hasSuffix(body))
            #expect(Self.seconds { latecomer = RawClient.ask(port, "GET", "/hang").text } >= 0.1)
            #expect(latecomer.isEmpty)
            #expect(RawClient.ask(port, "GET", "/malformed").text.hasSuffix("5\r\nhel\r\nxyz\r\n"))
            #expect(Self.seconds { latecomer = RawClient.ask(port, "GET", "/drip").text } >= 0.1)
            #expect(latecomer.hasSuffix(body))
        }
        for kind in kinds.keys { #expect(Self.faults(report)?[kind] == 1, "\(kind)") }
        #expect(report["dependencies"]?[0]?["hits"] == 8)
    }

    @Test("tests switch faults on and off while it runs, and ask for verification and the journal")
    func admin() async throws {
        let stubs = "stubs:\n  - {name: x, request: {path: /x}, expect: {times: 3}}\n"
        try await serving(stubs) { server, port in
            let admin = server.adminPort
            #expect(
                RawClient.status(port, "POST", "/__assay/faults", body: #"{"stub": "x", "status": 500, "first": 1}"#)
                    == 200
            )
            #expect(RawClient.status(port, "GET", "/x") == 500)
            #expect(RawClient.status(port, "GET", "/x") == 200)
            #expect(RawClient.status(admin, "GET", "/verify") == 409)
            #expect(RawClient.status(admin, "POST", "/faults", body: "{reset: true, stub: y}") == 404)
            #expect(RawClient.status(admin, "POST", "/faults", body: "{resett: true}") == 400)
            #expect(RawClient.status(admin, "POST", "/faults", body: "{reset: true}") == 200)
            #expect(RawClient.ask(port, "GET", "/x").end == .reset)
            #expect(RawClient.status(admin, "DELETE", "/faults") == 200)
            #expect(RawClient.status(admin, "GET", "/verify") == 200)
            #expect(RawClient.ask(admin, "GET", "/journal").text.contains(#""faults":["reset"]"#))
        }
    }

    @Test("a refused connection is refused by the kernel, for as long as asked, while the admin port stays open")
    func refusal() async throws {
        let report = try await serving("stubs:\n  - {request: {path: /x}}\n") { server, port in
            #expect(RawClient.status(port, "GET", "/x") == 200)
            #expect(RawClient.status(server.adminPort, "POST", "/refuse?seconds=60") == 200)
            #expect(RawClient.ask(port, "GET", "/x").end == .refused)
            #expect(RawClient.take(port) == EADDRINUSE, "another program could take the port")
            #expect(RawClient.status(server.adminPort, "POST", "/refuse?seconds=60") == 409)
            #expect(RawClient.status(server.adminPort, "DELETE", "/refuse") == 200)
            #expect(RawClient.status(port, "GET", "/x") == 200)
        }
        #expect(report["requests"]?["refusals"] == 1)
    }

    @Test("a namespace is a port or a header, and each has its own state")
    func namespaces() async throws {
        let stubs = "stubs:\n  - {request: {path: /x}, faults: {status: 503, first: 1}}\n"
        try await serving(stubs, namespaces: ["a"]) { server, port in
            let other = server.ports[1].number
            #expect(RawClient.status(port, "GET", "/x") == 503)
            #expect(RawClient.status(port, "GET", "/x") == 200)
            #expect(RawClient.status(other, "GET", "/x") == 503)
            #expect(RawClient.status(port, "GET", "/x", headers: ["X-Mock-Namespace: b"]) == 503)
            #expect(RawClient.status(port, "GET", "/x", headers: ["X-Mock-Namespace: a"]) == 200)
        }
    }

    @Test("a body that is longer than is looked at is read to its end and not kept")
    func longBody() async throws {
        let stubs = """
            stubs:
              - {name: any, request: {method: PUT, path: /up}, response: {status: 204}}
              - {name: some, request: {method: PUT, path: /up, body: {contains: needle}}, response: {status: 200}}
            """
        try await serving(stubs, bodyLimit: 1_024) { _, port in
            let long = [UInt8](repeating: 0x61, count: 8 << 20)
            #expect(RawClient.ask(port, "PUT", "/up", body: long).text.hasPrefix("HTTP/1.1 204 "))
            #expect(RawClient.status(port, "PUT", "/up", body: "a needle") == 200)
        }
    }

    @Test("a client that never reads is left, and the others are served meanwhile")
    func neverReads() async throws {
        let stubs = [("/big", [UInt8](repeating: 0x78, count: 30 << 20)), ("/x", [])].map { path, body in
            Stub(
                name: path,
                pattern: RequestPattern(path: PathTemplate(path)),
                responses: [StubResponse(body: .bytes(body))]
            )
        }
        let report = try await serving(definition: MockDefinition(stubs: stubs), patience: 1) { _, port in
            let lazy = try #require(RawClient.connect(port))
            defer { close(lazy) }
            RawClient.send(lazy, Array("GET /big HTTP/1.1\r\nhost: x\r\n\r\n".utf8))
            #expect(RawClient.status(port, "GET", "/x") == 200)
            // The server hangs up: there is an end, though nothing more was read than fits into the kernel's buffers.
            var events = pollfd(fd: lazy, events: Int16(0x2000), revents: 0)
            var ready = poll(&events, 1, 10_000)
            while ready < 0, errno == EINTR { ready = poll(&events, 1, 10_000) }
            #expect(ready == 1)
        }
        #expect(report["requests"]?["abandoned"] == 1)
    }

    @Test("answers of a real server are handed on and recorded, and count as calls of the real service")
    func recording() async throws {
        let real = ScriptedServer { request in
            .text(request.path == "/v1/a" ? 200 : 404, "real \(request.query)", headers: [("x-real", "yes")])
        }
        defer { real.stop() }
        let address = RemoteURL(real.address)
        let report = try await serving(definition: MockDefinition(dependency: "real"), upstream: address) {
            server,
            port in
            let (answer, end) = RawClient.ask(port, "GET", "/v1/a?q=1", headers: ["authorization: Bearer topsecret99"])
            #expect(answer.contains("x-real: yes") && answer.hasSuffix("real q=1"), "\(answer) \(end)")
            #expect(RawClient.status(port, "GET", "/b") == 404)
            let file = server.recorded.stubFile(name: "r", dependency: nil, of: "real")
            #expect(file.contains("path: \"/v1/a\"") && !file.contains("topsecret99"))
        }
        #expect(real.requests.first?.headers["authorization"] == "Bearer topsecret99")
        #expect(report["dependencies"]?[0]?["real"] == 2)
    }

    @Test("a port that is taken is told")
    func taken() async throws {
        try await serving("stubs:\n  - {request: {path: /x}}\n") { _, _ in }
        let server = ScriptedServer { _ in .text(200, "") }
        defer { server.stop() }
        let settings = MockServer.Settings(ports: [.init(number: server.port)])
        await #expect(throws: MockServer.Failure.self) {
            _ = try await MockServer.start(MockEngine(MockDefinition()), settings) { _ in .failure(.init("none")) }
        }
    }
}
