internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Sends one mail to an SMTP server (RFC 5321), with TLS from the start or by STARTTLS.
package struct MailClient: Sendable {
    package enum Outcome: Sendable, Hashable {
        case accepted
        case later(String)
        case refused(String)
    }

    private let host: String
    private let port: Int
    private let authorities: String?
    private let timeout: TimeAmount
    private let allowsPrivate: Bool

    /// The authorities are a PEM file in place of those of the system, the timeout is in seconds, for all of it.
    package init(
        host: String,
        port: Int,
        authorities: String? = nil,
        timeout: Int64 = 30,
        allowsPrivate: Bool = false
    ) {
        self.host = host
        self.port = port
        self.authorities = authorities
        self.timeout = .seconds(timeout)
        self.allowsPrivate = allowsPrivate
    }

    package func send(
        _ letter: MailConversation.Letter,
        base64: @escaping @Sendable ([UInt8]) -> String
    ) async -> Outcome {
        do {
            let context = try tls()
            let address = try await NIOTransport.resolve(host, port: port)
            guard allowsPrivate || !NIOTransport.isPrivate(address) else {
                return .refused("\(host) lies at a private address; see `allow_private`")
            }
            return try await converse(letter, base64: base64, address, context)
        } catch {
            return .later("\(host): \(error)")
        }
    }

    /// The server speaks first: whoever listens is there before the connection is.
    private func converse(
        _ letter: MailConversation.Letter,
        base64: @escaping @Sendable ([UInt8]) -> String,
        _ address: SocketAddress,
        _ context: NIOSSLContext
    ) async throws -> Outcome {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Outcome.self)
        let host = host
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(15))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if letter.isSecure { try pipeline.addHandler(MailHandler.security(context, host)) }
                    let conversation = MailConversation(letter, base64: base64)
                    try pipeline.addHandler(
                        MailHandler(conversation, context: context, host: host, promise: promise)
                    )
                }
            }
        let late = loop.scheduleTask(in: timeout) { promise.succeed(.later("no answer in time")) }
        promise.futureResult.whenComplete { _ in late.cancel() }
        do {
            let channel = try await bootstrap.connect(to: address).get()
            let outcome = try await promise.futureResult.get()
            channel.close(promise: nil)
            return outcome
        } catch {
            promise.succeed(.later("\(error)"))
            throw error
        }
    }

    private func tls() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let authorities {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
        }
        return try NIOSSLContext(configuration: configuration)
    }
}

/// Reads answers and says what the conversation says.
private final class MailHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let limit = 1 << 16

    private var conversation: MailConversation
    private let context: NIOSSLContext
    private let host: String
    private let promise: EventLoopPromise<MailClient.Outcome>
    private var pending: [UInt8] = []
    private var lines: [String] = []

    init(
        _ conversation: MailConversation,
        context: NIOSSLContext,
        host: String,
        promise: EventLoopPromise<MailClient.Outcome>
    ) {
        self.conversation = conversation
        self.context = context
        self.host = host
        self.promise = promise
    }

    static func security(_ context: NIOSSLContext, _ host: String) throws -> NIOSSLClientHandler {
        let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pending += unwrapInboundIn(data).readableBytesView
        guard pending.count <= Self.limit, lines.count <= 200 else {
            return end(context, .refused("an answer is too long"))
        }
        while let end = pending.firstIndex(of: 0x0A) {
            let line = String(decoding: pending[..<end], as: UTF8.self).filter { $0 != "\r" && $0 != "\r\n" }
            pending.removeFirst(end + 1)
            guard line.count >= 3, let code = Int(line.prefix(3)) else {
                return self.end(context, .refused("the server speaks no SMTP"))
            }
            lines.append(String(line.dropFirst(4)))
            if line.dropFirst(3).first == "-" { continue }
            let heard = lines
            lines = []
            perform(conversation.hear(code, heard), context)
        }
    }

    private func perform(_ move: MailConversation.Move, _ context: ChannelHandlerContext) {
        switch move {
        case .say(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .secure:
            // What came before the connection was secure says nothing.
            pending = []
            do {
                let handler = try Self.security(self.context, host)
                try context.pipeline.syncOperations.addHandler(handler, position: .first)
                perform(conversation.hello(), context)
            } catch { end(context, .refused("no TLS: \(error)")) }
        case .done:
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "QUIT\r\n")), promise: nil)
            end(context, .accepted)
        case .later(let reason): end(context, .later(reason))
        case .refused(let reason): end(context, .refused(reason))
        }
    }

    private func end(_ context: ChannelHandlerContext, _ outcome: MailClient.Outcome) { promise.succeed(outcome) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.succeed(.later("the connection broke: \(error)"))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.succeed(.later("the server closed the connection"))
        context.fireChannelInactive()
    }
}
