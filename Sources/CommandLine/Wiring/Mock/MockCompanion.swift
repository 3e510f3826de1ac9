import Engine
import Execution
import Glibc
import MockServing

/// What a mock runs for: a command, or until somebody asks for the end.
struct MockCompanion {
    enum End: Sendable {
        case interrupted
        case exited(Int32)
        case notStarted(String)
    }

    let command: [String]
    let server: MockServer
    let host: String

    func run() async -> End {
        let wishes = Interrupts.stream()
        guard !command.isEmpty else {
            for await _ in wishes { return .interrupted }
            return .interrupted
        }
        let child: pid_t
        switch start() {
        case .failure(let failure): return .notStarted(failure.message)
        case .success(let started): child = started
        }
        // The command hears of the wish too, and ends in its own time.
        let forwarding = Task { for await _ in wishes { kill(child, SIGTERM) } }
        let status = await DedicatedThread.value { Self.wait(for: child) }
        forwarding.cancel()
        return .exited(status)
    }

    private struct Failure: Error {
        var message: String
    }

    private func start() -> Result<pid_t, Failure> {
        var environment = ProcessEnvironment.current()
        for port in server.ports {
            let name = port.namespace.isEmpty ? "MOCK_URL" : "MOCK_URL_\(Self.variable(port.namespace))"
            environment[name] = "http://\(host):\(port.number)"
        }
        environment["MOCK_ADMIN_URL"] = "http://127.0.0.1:\(server.adminPort)/__assay"
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Signals that this program listens to have their defaults in the command.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let code = posix_spawnp(&child, command[0], nil, &attributes, &arguments, &variables)
        guard code == 0 else {
            return .failure(Failure(message: "cannot start '\(command[0])': \(String(cString: strerror(code)))"))
        }
        return .success(child)
    }

    private static func variable(_ name: String) -> String {
        String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    /// As a shell tells it: 128 and the signal's number where one ended it.
    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { if errno != EINTR { return 127 } }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}
