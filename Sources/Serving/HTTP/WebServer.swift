import Core
import Dashboard
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// HTTP/1.1 over TCP or TLS: hands whole requests to a function and writes its answers.
package struct WebServer: Sendable {
    package struct Settings: Sendable {
        package var host: String
        /// 0 for any that is free.
        package var port: Int
        /// Files in PEM form; nil for no TLS.
        package var certificate: String?
        package var key: String?
        /// Bytes of a body that may be sent, by the request's path.
        package var largestBody: @Sendable (_ method: String, _ path: String) -> Int = { _, _ in 64 << 10 }
        /// Connections at once: more are closed as they come.
        package var connections = 512
        /// Seconds without a byte in either direction after which a connection is closed.
        package var patience: Int64 = 75
        /// Seconds that requests under way have once the server is to stop.
        package var grace = 10.0

        package init(host: String, port: Int) {
            self.host = host
            self.port = port
        }
    }

    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    private let settings: Settings
    private let connections = OpenConnections()
    private let answer: @Sendable (ServerRequest) async -> ServerResponse

    package init(_ settings: Settings, _ answer: @escaping @Sendable (ServerRequest) async -> ServerResponse) {
        self.settings = settings
        self.answer = answer
    }

    /// Serves until `stop` tells to end; then requests under way are answered, and no new one is taken.
    ///
    /// `started`: gets the port that is listened on.
    package func run(stop: AsyncStream<Void>, started: @Sendable (Int) -> Void) async throws(ServingError) {
        let tls = try makeTLS()
        do {
            let server = try await bind(tls)
            started(server.channel.localAddress?.port ?? settings.port)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [self] in
                    for await _ in stop { break }
                    server.channel.close(promise: nil)
                    await end()
                }
                try await accept(server)
                group.cancelAll()
            }
        } catch let error as ServingError {
            throw error
        } catch {
            throw ServingError("\(settings.host):\(settings.port): \(error)")
        }
    }

    private func makeTLS() throws(ServingError) -> NIOSSLContext? {
        guard let certificate = settings.certificate, let key = settings.key else { return nil }
        do {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
            )
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw ServingError("\(certificate), \(key): no certificate and key for TLS: \(error)")
        }
    }

    private func bind(_ tls: NIOSSLContext?) async throws -> NIOAsyncChannel<Connection, Never> {
        let patience = TimeAmount.seconds(settings.patience)
        return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.backlog, value: 256)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
            .bind(host: settings.host, port: settings.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
                    try pipeline.addHandler(IdleStateHandler(allTimeout: patience))
                    try pipeline.configureHTTPServerPipeline(
                        withPipeliningAssistance: true,
                        withErrorHandling: true
                    )
                    try pipeline.addHandler(IdleEnd())
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func accept(_ server: NIOAsyncChannel<Connection, Never>) async throws {
        try await server.executeThenClose { inbound in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in inbound {
                    guard connections.add(connection.channel, limit: settings.connections) else {
                        connection.channel.close(promise: nil)
                        group.addTask { try? await connection.executeThenClose { _, _ in } }
                        continue
                    }
                    group.addTask { await serve(connection) }
                }
            }
        }
    }

    /// Whoever waits is let go at once, whoever is being answered after the grace.
    private func end() async {
        connections.closeIdle()
        let steps = Int(settings.grace * 20)
        for _ in 0..<max(1, steps) where !connections.isEmpty { try? await Task.sleep(for: .milliseconds(50)) }
        connections.closeAll()
    }

    // MARK: One connection

    private func serve(_ connection: Connection) async {
        let channel = connection.channel
        defer { connections.remove(channel) }
        let peer = channel.remoteAddress?.ipAddress ?? ""
        do {
            try await connection.executeThenClose { inbound, outbound in
                var reading = Reading()
                for try await part in inbound {
                    guard let (head, body) = reading.take(part, settings.largestBody) else { continue }
                    connections.set(channel, isBusy: true)
                    let response = await response(to: head, body, peer)
                    let goesOn = head.isKeepAlive && body != nil && !connections.isEnding
                    try await write(response, head, goesOn, outbound, channel)
                    connections.set(channel, isBusy: false)
                    if !goesOn { return }
                }
            }
        } catch {
            // Whoever is gone needs no answer.
        }
    }

    private func response(to head: HTTPRequestHead, _ body: [UInt8]?, _ peer: String) async -> ServerResponse {
        guard let body else {
            return ServerResponse(413, type: "text/plain; charset=utf-8", "The body is too large.\n")
        }
        guard head.uri.hasPrefix("/") else {
            return ServerResponse(400, type: "text/plain; charset=utf-8", "The target is no path.\n")
        }
        return await answer(
            ServerRequest(
                head.method.rawValue,
                head.uri,
                headers: head.headers.map { Header($0.name, $0.value) },
                body: body,
                peer: peer
            )
        )
    }

    private func write(
        _ response: ServerResponse,
        _ request: HTTPRequestHead,
        _ goesOn: Bool,
        _ outbound: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>,
        _ channel: any Channel
    ) async throws {
        var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
        if !goesOn { headers.replaceOrAdd(name: "connection", value: "close") }
        let status = HTTPResponseStatus(statusCode: response.status)
        switch response.body {
        case .bytes(let bytes):
            if response.status != 204, response.status != 304 {
                headers.replaceOrAdd(name: "content-length", value: "\(bytes.count)")
            }
            let head = HTTPResponseHead(version: request.version, status: status, headers: headers)
            try await outbound.write(.head(head))
            if request.method != .HEAD, !bytes.isEmpty {
                try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
            }
            try await outbound.write(.end(nil))
        case .stream(let stream):
            // It goes on for as long as its reader likes: a server that is to end does not wait for it.
            connections.set(channel, isBusy: false)
            if connections.isEnding { return channel.close(promise: nil) }
            let head = HTTPResponseHead(version: request.version, status: status, headers: headers)
            try await outbound.write(.head(head))
            if request.method != .HEAD {
                let telling = Task {
                    for await bytes in stream {
                        try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
                    }
                }
                // Whoever is gone, or sent away, is not waited for until there is something to tell.
                channel.closeFuture.whenComplete { _ in telling.cancel() }
                try await telling.value
            }
            try await outbound.write(.end(nil))
        }
    }

    /// A request as its parts come.
    private struct Reading {
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []
        private var limit = 0

        /// The request once it is whole; without a body where that is too large, in which case no more of it is read.
        mutating func take(
            _ part: HTTPServerRequestPart,
            _ largest: (String, String) -> Int
        ) -> (HTTPRequestHead, [UInt8]?)? {
            switch part {
            case .head(let new):
                head = new
                body = []
                limit = largest(new.method.rawValue, new.uri)
                let announced = new.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
                if announced > limit { return (new, nil) }
                return nil
            case .body(let buffer):
                guard let head else { return nil }
                guard body.count + buffer.readableBytes <= limit else { return (head, nil) }
                body += buffer.readableBytesView
                return nil
            case .end:
                guard let whole = head else { return nil }
                head = nil
                return (whole, body)
            }
        }
    }
}

/// Closes a connection on which nothing has happened for long.
private final class IdleEnd: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
