import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// The real transport: HTTP/1.1 over TCP or TLS, one connection a request; TLS is checked, nothing is followed elsewhere.
package final class NIOTransport: HTTPTransport {
    private let tls: Result<NIOSSLContext, HTTPFailure>
    /// For one request with its answer.
    private let timeout: TimeAmount
    /// Of silence.
    private let patience: TimeAmount
    /// Whether it asks no address of this machine or of a private network.
    private let refusesPrivate: Bool

    /// Nothing is connected yet.
    ///
    /// `authorities`: a file in PEM form that is trusted in place of the system's authorities; nil for those.
    /// `timeout`: seconds for one request with its answer. `patience`: seconds of silence.
    package init(
        authorities: String? = nil,
        timeout: Int64 = 300,
        patience: Int64 = 60,
        refusesPrivate: Bool = false
    ) {
        self.refusesPrivate = refusesPrivate
        self.timeout = .seconds(timeout)
        self.patience = .seconds(patience)
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = ["http/1.1"]
        tls = Result {
            if let authorities {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
            }
            return try NIOSSLContext(configuration: configuration)
        }.mapError { error in
            HTTPFailure(
                authorities.map { "\($0) holds no certificates of authorities" } ?? "no TLS: \(error)",
                neverSent: true
            )
        }
    }

    package func send(_ request: HTTPRequest, limit: Int) async throws(HTTPFailure) -> HTTPResponse {
        let channel = try await connect(request.url)
        let promise = channel.eventLoop.makePromise(of: HTTPResponse.self)
        let (timeout, patience) = (timeout, patience)
        let begun = channel.eventLoop.submit {
            let exchange = HTTPExchange(request, limit: limit, promise: promise, patience: patience)
            let pipeline = channel.pipeline.syncOperations
            do {
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(exchange)
            } catch {
                promise.fail(error)
                return
            }
            exchange.begin(channel, deadline: timeout)
        }
        let result: Result<HTTPResponse, any Error>
        do {
            try await begun.get()
            result = .success(try await promise.futureResult.get())
        } catch {
            result = .failure(error)
        }
        channel.close(promise: nil)
        switch result {
        case .success(let response): return response
        case .failure(let error): throw Self.failure(error)
        }
    }

    private func connect(_ url: RemoteURL) async throws(HTTPFailure) -> any Channel {
        let host = url.host.filter { $0 != "[" && $0 != "]" }
        let context = try url.scheme == "https" ? tls.get() : nil
        let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(15))
            .channelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let context else { return }
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
        let port = url.port ?? (url.scheme == "https" ? 443 : 80)
        do {
            guard refusesPrivate else { return try await bootstrap.connect(host: host, port: port).get() }
            // The very address that was looked at is asked: a name may mean another one a moment later.
            let address = try await Self.resolve(host, port: port)
            guard !Self.isPrivate(address) else {
                throw HTTPFailure("\(url.host) lies at a private address", neverSent: true, isFinal: true)
            }
            return try await bootstrap.connect(to: address).get()
        } catch let failure as HTTPFailure {
            throw failure
        } catch {
            throw HTTPFailure("cannot connect: \(Self.words(error))", neverSent: true)
        }
    }

    /// The first address of a host.
    static func resolve(_ host: String, port: Int) async throws -> SocketAddress {
        try await NIOThreadPool.singleton.runIfActive { try SocketAddress.makeAddressResolvingHost(host, port: port) }
    }

    static func isPrivate(_ address: SocketAddress) -> Bool {
        address.withSockAddr { pointer, size in
            // Family and port come first, of version 6 a label of flows too.
            let bytes = UnsafeRawBufferPointer(start: pointer, count: size)
            return switch address {
            case .v4: AddressGuard.isPrivate(Array(bytes.dropFirst(4).prefix(4)))
            case .v6: AddressGuard.isPrivate(Array(bytes.dropFirst(8).prefix(16)))
            case .unixDomainSocket: true
            }
        }
    }

    private static func failure(_ error: any Error) -> HTTPFailure {
        if let known = error as? HTTPFailure { return known }
        if case NIOSSLError.handshakeFailed? = error as? NIOSSLError {
            return HTTPFailure("no TLS connection: \(words(error))", neverSent: true)
        }
        return HTTPFailure("the connection broke: \(words(error))")
    }

    private static func words(_ error: any Error) -> String {
        if let broken = error as? IOError { return String(cString: strerror(broken.errnoCode)).lowercased() }
        if let refused = error as? NIOConnectionError {
            if let first = refused.connectionErrors.first?.error as? IOError { return words(first) }
            return refused.connectionErrors.first.map { "\($0.error)" } ?? "no server '\(refused.host)' is known"
        }
        if case ChannelError.connectTimeout? = error as? ChannelError { return "nobody answers within 15 s" }
        return "\(error)"
    }
}

/// One request and its answer on a connection.
private final class HTTPExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequest
    private let limit: Int
    private let promise: EventLoopPromise<HTTPResponse>
    private let patience: TimeAmount
    private var response: HTTPResponse?
    private var heard = NIODeadline.now()

    init(_ request: HTTPRequest, limit: Int, promise: EventLoopPromise<HTTPResponse>, patience: TimeAmount) {
        self.request = request
        self.limit = limit
        self.promise = promise
        self.patience = patience
    }

    func begin(_ channel: any Channel, deadline: TimeAmount) {
        let promise = promise
        let late = channel.eventLoop.scheduleTask(in: deadline) { promise.fail(HTTPFailure("no answer in time")) }
        promise.futureResult.whenComplete { _ in late.cancel() }
        var headers = HTTPHeaders()
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        if !headers.contains(name: "host") { headers.add(name: "host", value: request.url.authority) }
        if !headers.contains(name: "user-agent") { headers.add(name: "user-agent", value: "assay") }
        headers.replaceOrAdd(name: "connection", value: "close")
        if !request.body.isEmpty || ["PUT", "POST", "PATCH"].contains(request.method) {
            headers.replaceOrAdd(name: "content-length", value: "\(request.body.count)")
        }
        let head = HTTPRequestHead(
            version: .http1_1,
            method: HTTPMethod(rawValue: request.method),
            uri: request.url.target,
            headers: headers
        )
        let pipeline = channel.pipeline.syncOperations
        pipeline.write(NIOAny(HTTPClientRequestPart.head(head)), promise: nil)
        if !request.body.isEmpty {
            let body = HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: request.body)))
            pipeline.write(NIOAny(body), promise: nil)
        }
        pipeline.writeAndFlush(NIOAny(HTTPClientRequestPart.end(nil)), promise: nil)
        listen(channel)
    }

    /// Gives up after a silence that is longer than there is patience.
    private func listen(_ channel: any Channel) {
        let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
        let timer = channel.eventLoop.scheduleTask(deadline: heard + patience) {
            let exchange = bound.value
            guard NIODeadline.now() < exchange.heard + exchange.patience else {
                return exchange.promise.fail(HTTPFailure("no answer in time"))
            }
            exchange.listen(channel)
        }
        promise.futureResult.whenComplete { _ in timer.cancel() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        heard = .now()
        switch unwrapInboundIn(data) {
        case .head(let head):
            response = HTTPResponse(
                status: Int(head.status.code),
                headers: head.headers.map { HTTPRequest.Header($0.name, $0.value) }
            )
        case .body(let buffer):
            guard (response?.body.count ?? 0) + buffer.readableBytes <= room else {
                promise.fail(HTTPFailure("the answer is longer than \(limit) bytes"))
                context.close(promise: nil)
                return
            }
            response?.body += buffer.readableBytesView
        case .end:
            if let response { promise.succeed(response) }
        }
    }

    /// What a server says of a refusal is read, however little was asked for.
    private var room: Int { response?.isSuccess ?? true ? limit : max(limit, 1 << 16) }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        heard = .now()
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(HTTPFailure("the connection was closed before a whole answer came"))
        context.fireChannelInactive()
    }
}
