import Mocking
internal import NIOCore
internal import NIOHTTP1
import Remote

/// One connection: gathers a request, asks the mock, and sends what it says.
final class MockConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let box: ServerBox
    /// nil for the admin port.
    private let namespace: String?
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var length = 0
    /// The answer that is being sent.
    private var delivery: Delivery?

    init(_ box: ServerBox, namespace: String?) {
        self.box = box
        self.namespace = namespace
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            length = 0
            if head.headers["expect"].contains(where: { $0.lowercased() == "100-continue" }) {
                let go = HTTPResponseHead(version: .http1_1, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
            }
        case .body(let buffer):
            length += buffer.readableBytes
            let room = (box.get()?.settings.bodyLimit ?? 0) - body.count
            if room > 0 { body += buffer.readableBytesView.prefix(room) }
        case .end:
            if let head { handle(head, context) }
            head = nil
        }
    }

    private func handle(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard let server = box.get() else { return context.close(promise: nil) }
        let request = MockRequest(
            method: head.method.rawValue,
            target: head.uri,
            headers: head.headers.map { MockRequest.Field($0.name.lowercased(), $0.value) },
            body: body,
            bodyLength: length
        )
        body = []
        let named = request.header(server.settings.namespaceHeader)
        let space = namespace.flatMap { $0.isEmpty ? nil : $0 } ?? named ?? ""
        if namespace == nil || request.path.hasPrefix(AdminInterface.prefix) {
            later(head, context) { await AdminInterface(server).answer(request, namespace: named) }
        } else if let upstream = server.settings.upstream {
            later(head, context) { await Upstream(server, upstream).answer(request, target: head.uri) }
        } else {
            begin(server.state.answer(request, namespace: space), head, server, context)
        }
    }

    /// Answers once something that waits has answered.
    private func later(
        _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext,
        _ make: @escaping @Sendable () async -> MockAnswer
    ) {
        let promise = context.eventLoop.makePromise(of: MockAnswer.self)
        promise.completeWithTask { await make() }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        promise.futureResult.whenSuccess { answer in
            let (connection, context) = bound.value
            guard let server = connection.box.get(), context.channel.isActive else { return }
            connection.begin(answer, head, server, context)
        }
    }

    private func begin(
        _ answer: MockAnswer,
        _ head: HTTPRequestHead,
        _ server: MockServer,
        _ context: ChannelHandlerContext
    ) {
        let delivery = Delivery(answer, to: head, state: server.state, patience: server.settings.patience)
        self.delivery = delivery
        guard answer.delay > 0 else { return delivery.begin(context) }
        let bound = NIOLoopBound((delivery, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .nanoseconds(Int64(min(answer.delay, 86_400) * 1e9))) {
            let (delivery, context) = bound.value
            if context.channel.isActive { delivery.begin(context) }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        delivery?.writabilityChanged(context)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        delivery?.left()
        delivery = nil
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
