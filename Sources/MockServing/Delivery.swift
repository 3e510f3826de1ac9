import Glibc
import Mocking
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// One answer on its way out, whole or broken as it is meant to be; a fault counts once it has happened.
final class Delivery {
    private let answer: MockAnswer
    private let request: HTTPRequestHead
    private let state: MockState
    private let patience: Int64
    private var sent = 0
    /// How much of the body is sent at all.
    private let goal: Int
    private var isDone = false
    private var timer: Scheduled<Void>?

    /// A slow reader holds no more than this in memory.
    private static let piece = 64 << 10

    init(_ answer: MockAnswer, to request: HTTPRequestHead, state: MockState, patience: Int64) {
        self.answer = answer
        self.request = request
        self.state = state
        self.patience = patience
        let length = request.method == .HEAD ? 0 : answer.body.count
        if case .truncate(let share) = answer.ending {
            // A byte is missing at least.
            goal = max(0, min(Int(Double(length) * share), length - 1))
        } else {
            goal = length
        }
    }

    func begin(_ context: ChannelHandlerContext) {
        switch answer.ending {
        case .reset: reset(context)
        case .empty: close(context)
        case .hang(let seconds): hang(seconds, context)
        case .malformed: malform(context)
        case .drip(let bytes, let pause):
            sendHead(context)
            drip(bytes, pause, context)
        case nil, .status, .latency, .truncate:
            sendHead(context)
            proceed(context)
        }
    }

    // MARK: Whole answers, and those that end too early

    private func sendHead(_ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(answer.headers.map { ($0.name, $0.value) })
        let hasBody = answer.status >= 200 && answer.status != 204 && answer.status != 304
        if hasBody { headers.replaceOrAdd(name: "content-length", value: "\(answer.body.count)") }
        if !request.isKeepAlive { headers.replaceOrAdd(name: "connection", value: "close") }
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
        context.write(NIOAny(HTTPServerResponsePart.head(head)), promise: nil)
    }

    /// Sends as much as the client takes.
    private func proceed(_ context: ChannelHandlerContext) {
        while sent < goal, context.channel.isWritable {
            write(min(Self.piece, goal - sent), context)
            context.flush()
        }
        if sent >= goal { finish(context) } else { watch(context) }
    }

    private func write(_ count: Int, _ context: ChannelHandlerContext) {
        let buffer = ByteBuffer(bytes: answer.body[sent..<(sent + count)])
        sent += count
        context.write(NIOAny(HTTPServerResponsePart.body(.byteBuffer(buffer))), promise: nil)
    }

    func writabilityChanged(_ context: ChannelHandlerContext) {
        guard !isDone, context.channel.isWritable, timer != nil else { return }
        timer?.cancel()
        timer = nil
        proceed(context)
    }

    /// Leaves a client that does not read for too long; it is counted before the client can see it.
    private func watch(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((delivery: self, context: context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: .seconds(patience)) {
            bound.value.delivery.left()
            Self.drop(bound.value.context.channel)
        }
    }

    private func finish(_ context: ChannelHandlerContext) {
        isDone = true
        if case .truncate = answer.ending { return close(context) }
        let promise = context.eventLoop.makePromise(of: Void.self)
        let (state, injected) = (state, answer.injected)
        let (channel, isKept) = (context.channel, request.isKeepAlive)
        promise.futureResult.whenComplete { result in
            if case .success = result, let injected { state.use { $0.confirm(injected) } }
            if !isKept { channel.close(promise: nil) }
        }
        context.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil)), promise: promise)
    }

    /// The connection ended before the answer did.
    func left() {
        timer?.cancel()
        guard !isDone else { return }
        isDone = true
        state.use { $0.countAbandoned() }
    }

    // MARK: Faults

    private func confirm() {
        isDone = true
        if let injected = answer.injected { state.use { $0.confirm(injected) } }
    }

    private func close(_ context: ChannelHandlerContext) {
        confirm()
        let channel = context.channel
        // What was written goes out first.
        context.eventLoop.execute { channel.close(promise: nil) }
        context.flush()
    }

    /// A socket that does not linger is reset when it is closed.
    private func reset(_ context: ChannelHandlerContext) {
        confirm()
        Self.drop(context.channel)
    }

    private static func drop(_ channel: any Channel) {
        guard let options = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }

    private func hang(_ seconds: Double, _ context: ChannelHandlerContext) {
        // The client waits from now on: that is the fault, whether or not it stays until the end.
        confirm()
        let channel = context.channel
        context.eventLoop.scheduleTask(in: .nanoseconds(Int64(min(seconds, 86_400) * 1e9))) {
            channel.close(promise: nil)
        }
    }

    private func drip(_ bytes: Int, _ pause: Double, _ context: ChannelHandlerContext) {
        guard !isDone, context.channel.isActive else { return }
        if sent < goal, context.channel.isWritable { write(min(bytes, goal - sent), context) }
        context.flush()
        guard sent < goal else { return finish(context) }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .nanoseconds(Int64(min(pause, 3_600) * 1e9))) {
            let (delivery, context) = bound.value
            delivery.drip(bytes, pause, context)
        }
    }

    /// Bytes of its own, past the encoder that would write them well.
    private func malform(_ context: ChannelHandlerContext) {
        let text = "HTTP/1.1 \(answer.status) Mock\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel\r\nxyz\r\n"
        let pipeline = context.pipeline.syncOperations
        if let encoder = try? pipeline.context(handlerType: HTTPResponseEncoder.self) {
            encoder.writeAndFlush(NIOAny(ByteBuffer(string: text)), promise: nil)
        }
        close(context)
    }
}
