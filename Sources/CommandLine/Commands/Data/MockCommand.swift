import ArgumentParser
import Configuration
import Core
import Glibc
import MockServing
import Mocking
import Remote
import Reports
import Scanning

/// `assay mock`: stands in for a service of others, with the faults that tests ask for.
struct MockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mock",
        abstract:
            "Stand in for a service of others over HTTP: stubs, faults that are really injected, a journal as a report.",
        discussion: """
            Without a command it serves until it is interrupted (Ctrl-C, TERM). With one (after --run), it serves for as long as
            the command runs, which finds it by MOCK_URL and MOCK_ADMIN_URL.
            Exit code: 1 where a request matched no stub or an expectation is not met, else the command's own.
            """
    )

    @Argument(help: "Stub files (YAML or JSON).", completion: .file(extensions: ["yaml", "yml", "json"]))
    var stubs: [String] = []

    @Option(name: [.short, .long], help: "Port; 0 for any that is free.")
    var port = 0

    @Option(help: "Address to listen on; anything but loopback lets others in.")
    var host = "127.0.0.1"

    @Option(help: "A further port whose requests have a state of their own: NAME=PORT.")
    var namespace: [String] = []

    @Option(help: "The header that names a request's namespace.")
    var namespaceHeader = "X-Mock-Namespace"

    @Option(help: "Port of the admin interface, on loopback; 0 for any that is free.")
    var adminPort = 0

    @Option(help: "A service that is spoken without stubs: torchserve.")
    var preset: String?

    @Option(help: "Where the report goes in the end, for `reports:` of a step.")
    var report: String?

    @Option(help: "Where the addresses go, as JSON, once it listens.")
    var ready: String?

    @Option(help: "Refuse requests that this OpenAPI document does not allow.")
    var openapi: String?

    @Option(help: "Hand requests on to this server and keep its answers, in place of stubs.")
    var record: String?

    @Option(name: [.short, .long], help: "The stub file that a recording becomes.")
    var output: String?

    @Option(help: "What `external_dependencies` calls the service, where the stubs do not say it.")
    var dependency: String?

    @Option(help: "What chance begins with, in place of the files' seed.")
    var seed: UInt64?

    @Option(help: "How many requests the journal holds; counts are exact all the same.")
    var journal = 1_000

    @Option(name: .customLong("run"), parsing: .remaining, help: "A command to run beside it: all that follows.")
    var command: [String] = []

    func run() async throws {
        let engine = MockEngine(try definition(), contract: try contract(), journal: min(max(1, journal), 1_000_000))
        let settings = try settings()
        let server: MockServer
        do throws(MockServer.Failure) {
            server = try await MockServer.start(engine, settings, readFault: Self.readFault)
        } catch {
            throw CommandFailure(.infrastructure, error.message)
        }
        try announce(server)
        let ended = await MockCompanion(command: command, server: server, host: shownHost).run()
        await server.stop()
        if let report { try OutputFile.write(server.report.serialized(.pretty) + [0x0A], to: report) }
        try finish(server, ended)
    }

    // MARK: What it is told

    private func definition() throws -> MockDefinition {
        if record != nil, !stubs.isEmpty {
            throw CommandFailure(.usage, "--record answers in place of stubs; name none")
        }
        if record == nil, stubs.isEmpty, preset == nil {
            throw CommandFailure(.usage, "name a stub file, --preset torchserve, or --record URL")
        }
        var files: [(name: String, bytes: [UInt8])] = []
        for path in stubs { files.append((path, try MockFiles.bytes(of: path))) }
        let loaded = StubFiles.load(files)
        MockFiles.show(loaded.diagnostics)
        guard var definition = loaded.definition else {
            let errors = loaded.diagnostics.count { $0.severity == .error }
            throw CommandFailure(.usage, "the stubs have \(Display.count(errors, "error"))")
        }
        if let preset {
            guard preset == "torchserve" else {
                throw CommandFailure(.usage, "there is no preset '\(preset)'; there is torchserve")
            }
            definition.preset = definition.preset ?? TorchServe()
        }
        if let dependency {
            definition.dependency = dependency
            if definition.name == "mock" { definition.name = dependency }
        }
        if let seed { definition.seed = seed }
        try MockFiles.loadBodies(&definition)
        return definition
    }

    private func contract() throws -> APIContract? {
        guard let openapi else { return nil }
        let (json, diagnostics) = StubFiles.document(name: openapi, bytes: try MockFiles.bytes(of: openapi))
        MockFiles.show(diagnostics)
        guard let json else { throw CommandFailure(.usage, "\(openapi) cannot be read") }
        do throws(APIContract.Problem) {
            return try APIContract(json)
        } catch {
            throw CommandFailure(.usage, "\(openapi): \(error.message)")
        }
    }

    private func settings() throws -> MockServer.Settings {
        var ports = [MockServer.Port(number: try Self.port(port, "--port"))]
        for text in namespace {
            let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard halves.count == 2, let number = Int(halves[1]) else {
                throw CommandFailure(.usage, "--namespace '\(text)': write NAME=PORT")
            }
            ports.append(MockServer.Port(namespace: halves[0], number: try Self.port(number, "--namespace")))
        }
        var settings = MockServer.Settings(ports: ports)
        settings.host = host
        settings.adminPort = try Self.port(adminPort, "--admin-port")
        settings.namespaceHeader = namespaceHeader.lowercased()
        if let record {
            guard let url = RemoteURL(record) else {
                throw CommandFailure(.usage, "--record '\(record)' is no address of http or https")
            }
            guard output != nil else { throw CommandFailure(.usage, "--record needs --output FILE for the stubs") }
            settings.upstream = url
        }
        return settings
    }

    private static func port(_ number: Int, _ option: String) throws -> Int {
        guard (0...65_535).contains(number) else { throw CommandFailure(.usage, "\(option): \(number) is no port") }
        return number
    }

    private static let readFault: MockServer.FaultReader = { bytes in
        StubFiles.fault(bytes).mapError { MockServer.AdminMistake($0.message) }
    }

    // MARK: What it says

    /// A name that a client on this machine can use.
    private var shownHost: String {
        host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
    }

    private func announce(_ server: MockServer) throws {
        let addresses = server.ports.map { "http://\(shownHost):\($0.number)" }
        if let ready {
            let named = zip(server.ports, addresses).dropFirst().map { JSON.Member($0.namespace, JSON($1)) }
            let document: JSON = [
                "url": JSON(addresses.first), "admin": JSON("http://127.0.0.1:\(server.adminPort)/__assay"),
                "namespaces": .object(Array(named)),
            ]
            try OutputFile.write(document.serialized(.pretty) + [0x0A], to: ready)
        }
        for (port, address) in zip(server.ports, addresses) {
            let space = port.namespace.isEmpty ? "" : " (namespace \(port.namespace))"
            Console.error("assay: mock on \(address)\(space)")
        }
        Console.error("assay: admin on http://127.0.0.1:\(server.adminPort)/__assay/")
    }

    private func finish(_ server: MockServer, _ ended: MockCompanion.End) throws {
        let engine = server.engine
        let counters = engine.counters
        if let output, let record {
            let recorded = server.recorded
            let text = recorded.stubFile(name: engine.definition.name, dependency: dependency, of: record)
            try OutputFile.write(Array(text.utf8), to: output)
            MockText.recorded(recorded, output).forEach(Console.error)
        }
        MockText.lines(engine).forEach(Console.error)
        let isMet = engine.verification().allSatisfy(\.isMet)
        switch ended {
        case .notStarted(let message): throw CommandFailure(.infrastructure, message)
        case .exited(let code) where code != 0: Glibc.exit(code)
        default: break
        }
        if counters.unmatched > 0 || counters.invalid > 0 || !isMet { throw CommandFailure(.fail) }
    }
}
