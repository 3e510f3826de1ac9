import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
import Synchronization

/// The open ports of a mock, which can be closed for a while, and the connections that came in by them.
final class Listeners: Sendable {
    typealias Setup = @Sendable (any Channel) -> EventLoopFuture<Void>

    private struct Listener {
        var port: MockServer.Port
        var channel: (any Channel)?
        var setup: Setup
    }

    private struct State {
        var open: [Listener] = []
        var admin: (any Channel)?
        var isRefusing = false
        /// While refusing: the ports, kept for the listeners to come.
        var kept: [KeptPort] = []
        var connections: [ObjectIdentifier: any Channel] = [:]
    }

    private let host: String
    private let state = Mutex(State())

    init(host: String) { self.host = host }

    var ports: [MockServer.Port] { state.withLock { $0.open.map(\.port) } }

    func open(_ port: MockServer.Port, _ setup: @escaping Setup) async throws(MockServer.Failure) {
        let channel = try await bind(host, port.number, setup)
        let number = channel.localAddress?.port ?? port.number
        let actual = MockServer.Port(namespace: port.namespace, number: number)
        state.withLock { $0.open.append(Listener(port: actual, channel: channel, setup: setup)) }
    }

    /// The admin interface stays on loopback, whatever the mock listens on.
    func openAdmin(_ port: Int, _ setup: @escaping Setup) async throws(MockServer.Failure) -> Int {
        let channel = try await bind("127.0.0.1", port, setup)
        state.withLock { $0.admin = channel }
        return channel.localAddress?.port ?? port
    }

    private func bind(
        _ host: String,
        _ port: Int,
        _ setup: @escaping Setup
    ) async throws(MockServer.Failure) -> any Channel {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(ChannelOptions.backlog, value: 1_024)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { [weak self] channel in
                self?.keep(channel)
                return setup(channel)
            }
        do {
            return try await bootstrap.bind(host: host, port: port).get()
        } catch {
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)).lowercased() } ?? "\(error)"
            throw MockServer.Failure(message: "cannot listen on \(host):\(port): \(reason)")
        }
    }

    private func keep(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLock { $0.connections[id] = channel }
        channel.closeFuture.whenComplete { [weak self] _ in
            self?.state.withLock { $0.connections[id] = nil }
        }
    }

    // MARK: Refusing

    /// False where the ports are closed already.
    func closeForAWhile() async -> Bool {
        let closing = state.withLock { state -> [any Channel]? in
            guard !state.isRefusing else { return nil }
            state.isRefusing = true
            return state.open.compactMap(\.channel)
        }
        guard let closing else { return false }
        for channel in closing {
            let address = channel.localAddress
            try? await channel.close()
            if let kept = address.flatMap(KeptPort.init) { state.withLock { $0.kept.append(kept) } }
        }
        return true
    }

    func reopen() async {
        let closed = state.withLock { state -> [Listener] in
            guard state.isRefusing else { return [] }
            state.isRefusing = false
            return state.open
        }
        for (place, listener) in closed.enumerated() {
            let channel = try? await bind(host, listener.port.number, listener.setup)
            state.withLock { $0.open[place].channel = channel }
        }
        state.withLock { $0.kept = [] }
    }

    func closeAll() async {
        let all = state.withLock { state in
            state.open.compactMap(\.channel) + [state.admin].compactMap { $0 } + Array(state.connections.values)
        }
        for channel in all { try? await channel.close() }
    }
}

/// Hands each new connection to the server, which comes to be a moment after its ports.
final class ServerBox: Sendable {
    private let server = Mutex<MockServer?>(nil)

    func set(_ server: MockServer) { self.server.withLock { $0 = server } }

    func get() -> MockServer? { server.withLock { $0 } }

    func configure(_ channel: any Channel, namespace: String?) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: true, withErrorHandling: true)
            try pipeline.addHandler(IdleStateHandler(allTimeout: .minutes(10)))
            try pipeline.addHandler(MockConnection(self, namespace: namespace))
        }
    }
}
