import Glibc
package import Mocking
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
package import Remote
package import Scanning

/// A mock that listens: on loopback unless told otherwise.
package final class MockServer: Sendable {
    /// A port, and whose requests come there.
    package struct Port: Sendable, Hashable {
        /// The namespace of its requests; empty for the one without a name, where a header may name another.
        package var namespace: String
        /// 0 for any that is free.
        package var number: Int

        package init(namespace: String = "", number: Int) {
            self.namespace = namespace
            self.number = number
        }
    }

    /// Where and how it listens.
    package struct Settings: Sendable {
        package var host = "127.0.0.1"
        package var ports: [Port]
        /// For the admin interface alone, which is always open there; 0 for any that is free.
        package var adminPort = 0
        /// Names the namespace of a request; in lower case.
        package var namespaceHeader = "x-mock-namespace"
        /// So many bytes of a body are kept to be looked at; more are read and counted.
        package var bodyLimit = 1 << 20
        /// Seconds after which a client that does not read is left.
        package var patience: Int64 = 30
        /// The real server that answers while its answers are recorded.
        package var upstream: RemoteURL?

        package init(ports: [Port]) { self.ports = ports }
    }

    /// Why no mock could be started, for people.
    package struct Failure: Error, Sendable, Hashable {
        package var message: String
    }

    /// Reads a fault that the admin interface is to switch on; the failure is for people.
    package typealias FaultReader = @Sendable ([UInt8]) -> Result<SwitchedFault, AdminMistake>

    package struct AdminMistake: Error, Sendable, Hashable {
        package var message: String

        package init(_ message: String) { self.message = message }
    }

    let state: MockState
    let settings: Settings
    let readFault: FaultReader
    let transport: any HTTPTransport
    private let listeners: Listeners

    /// The ports as they are, in the order of the settings.
    package var ports: [Port] { listeners.ports }
    package let adminPort: Int

    private init(
        _ state: MockState,
        _ settings: Settings,
        _ readFault: @escaping FaultReader,
        _ transport: any HTTPTransport,
        _ listeners: Listeners,
        adminPort: Int
    ) {
        self.state = state
        self.settings = settings
        self.readFault = readFault
        self.transport = transport
        self.listeners = listeners
        self.adminPort = adminPort
    }

    /// Listens; the ports are open when this returns.
    package static func start(
        _ engine: MockEngine,
        _ settings: Settings,
        transport: any HTTPTransport = NIOTransport(),
        readFault: @escaping FaultReader
    ) async throws(Failure) -> MockServer {
        let listeners = Listeners(host: settings.host)
        let state = MockState(engine)
        let box = ServerBox()
        for port in settings.ports {
            try await listeners.open(port) { box.configure($0, namespace: port.namespace) }
        }
        let admin = try await listeners.openAdmin(settings.adminPort) { box.configure($0, namespace: nil) }
        let server = MockServer(state, settings, readFault, transport, listeners, adminPort: admin)
        box.set(server)
        return server
    }

    /// What has been asked and answered so far.
    package var engine: MockEngine { state.use { $0 } }

    /// What was recorded of the real server.
    package var recorded: MockRecording { state.recorded }

    /// The report as it stands now.
    package var report: JSON { MockReport.json(engine, began: state.began, ended: MockState.now()) }

    /// Closes every port for so many seconds, so that whoever connects is refused; false where it is closed already.
    func refuse(seconds: Double) async -> Bool {
        guard await listeners.closeForAWhile() else { return false }
        state.use { $0.countRefusal() }
        let listeners = listeners
        Task {
            try? await Task.sleep(for: .seconds(seconds))
            await listeners.reopen()
        }
        return true
    }

    func admit() async { await listeners.reopen() }

    /// Listens no more, and leaves every connection.
    package func stop() async { await listeners.closeAll() }
}
