import Remote
import Synchronization
import Testing

@testable import Serving

@Suite("The server on a socket", .timeLimit(.minutes(30)))
struct WebServerTests {
    /// Serves while the body runs; the body gets the port, and a function that asks the server to stop.
    private func serving(
        _ answer: @escaping @Sendable (ServerRequest) async -> ServerResponse,
        _ body: @Sendable (Int, @Sendable () -> Void) async throws -> Void
    ) async throws {
        let (stop, continuation) = AsyncStream.makeStream(of: Void.self)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(WebServer.Settings(host: "127.0.0.1", port: 0), answer)
        async let ended: Void = server.run(stop: stop) { port.yield($0) }
        for await number in ports {
            try await body(number) { continuation.finish() }
            break
        }
        continuation.finish()
        try await ended
    }

    private func send(_ method: String, _ port: Int, _ path: String, body: [UInt8] = []) async throws -> HTTPResponse {
        let url = RemoteURL(scheme: "http", host: "127.0.0.1", port: port, path: path)
        return try await NIOTransport().send(HTTPRequest(method, url, body: body), limit: 1 << 20)
    }

    @Test("A request arrives whole, and its answer too")
    func roundTrip() async throws {
        try await serving { request in
            ServerResponse(200, type: "text/plain", "\(request.method) \(request.path) \(request.body.count)")
        } _: { port, _ in
            let answer = try await send("PUT", port, "/a", body: [UInt8](repeating: 7, count: 60_000))
            #expect(answer.status == 200)
            #expect(String(decoding: answer.body, as: UTF8.self) == "PUT /a 60000")
        }
    }

    @Test("A body that is too large is refused before it is read")
    func tooLarge() async throws {
        try await serving { _ in
            ServerResponse(200, type: "text/plain", "no")
        } _: { port, _ in
            let answer = try await send("POST", port, "/a", body: [UInt8](repeating: 7, count: 80_000))
            #expect(answer.status == 413)
        }
    }

    @Test("Whoever reads news for as long as they come does not hold up the end")
    func endOfNews() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (news, tell) = AsyncStream.makeStream(of: [UInt8].self)
        tell.yield(Array("news".utf8))
        try await serving { _ in
            begin.finish()
            var response = ServerResponse(200, type: "text/event-stream", "")
            response.body = .stream(news)
            return response
        } _: { port, stop in
            async let answer = send("GET", port, "/a")
            for await _ in begun {}
            stop()
            // The connection ends without the end of the answer, or with it.
            _ = try? await answer
        }
        // Nobody has told the news to end: they are told to somebody who is gone.
        let isOver = if case .terminated = tell.yield([]) { true } else { false }
        #expect(isOver)
    }

    @Test("A request that is under way when the server is to stop is answered")
    func gracefulStop() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        try await serving { _ in
            begin.finish()
            for await _ in released {}
            return ServerResponse(200, type: "text/plain", "late")
        } _: { port, stop in
            async let answer = send("GET", port, "/a")
            for await _ in begun {}
            stop()
            release.finish()
            let late = try await answer
            #expect(late.status == 200)
        }
    }
}
