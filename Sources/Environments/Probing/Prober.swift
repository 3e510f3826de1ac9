import Core
import Engine

/// Asks a service once whether it is ready.
struct Prober {
    let check: HealthCheck
    let recipe: ServiceRecipe
    let site: ServiceSite

    /// Whether there is anything to ask: a container takes its time before its first process.
    var hasStarted: Bool { recipe.probe?.hasStarted ?? true }

    /// nil where it is ready, else what stands against it.
    func probe() async -> String? {
        let deadline = site.clock.monotonicTime() + check.timeout
        switch check.probe {
        case .arguments(let arguments): return await command(arguments, until: deadline)
        case .script(let script): return await command(["sh", "-euc", script], until: deadline)
        case .log(let text):
            return LogFile.holds(text, in: recipe.command.log) ? nil : "its output does not hold the text yet"
        case .tcp(let name):
            guard let port = port(name) else { return "it has no port \"\(name)\"" }
            if let probe = recipe.probe, let inside = self.port(name, recipe.insideDetails ?? [:]),
                let objection = probe.objection(to: inside)
            {
                return objection
            }
            return await Self.problem { () async throws(Connection.Problem) in
                let connection = try await Connection.open(port: port, clock: site.clock, deadline: deadline)
                if recipe.container != nil { try await connection.staysOpen(for: .milliseconds(60)) }
            }
        case .http(let text):
            guard let address = LocalAddress(recipe.text(text), port: port(nil)) else {
                return "\(text) is no address of this machine"
            }
            return await Self.problem { () async throws(Connection.Problem) in try await get(address, until: deadline) }
        }
    }

    /// A port by its name or its number; the service's own without either.
    private func port(_ name: String?) -> Int? { port(name, recipe.details) }

    private func port(_ name: String?, _ details: [String: String]) -> Int? {
        let text = name.map(recipe.text)
        return (text.map { details["ports.\($0)"] ?? $0 } ?? details["port"]).flatMap { Int($0) }
    }

    private static func problem(_ body: () async throws(Connection.Problem) -> Void) async -> String? {
        do throws(Connection.Problem) {
            try await body()
            return nil
        } catch {
            return error.message
        }
    }

    private func get(_ address: LocalAddress, until deadline: Duration) async throws(Connection.Problem) {
        let connection = try await Connection.open(port: address.port, clock: site.clock, deadline: deadline)
        let host = "\(LoopbackPort.host):\(address.port)"
        try connection.write(
            "GET \(address.path) HTTP/1.1\r\nHost: \(host)\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        )
        let line = try await connection.readLine()
        let words = line.split(separator: " ")
        guard words.first?.hasPrefix("HTTP/1.") == true, words.count > 1, let status = Int(words[1]) else {
            throw Connection.Problem("the answer is no HTTP: \(line.prefix(80))")
        }
        guard (200..<400).contains(status) else { throw Connection.Problem("HTTP status \(status)") }
    }

    private func command(_ arguments: [String], until deadline: Duration) async -> String? {
        var command = recipe.command
        if let probe = recipe.probe {
            if !probe.hasStarted { return "its container has not started yet" }
            command.arguments = probe.prefix + arguments.map(probe.substitution.text)
        } else {
            command.arguments = arguments.map(recipe.text)
        }
        command.log = recipe.folder + "/health.log"
        let process: any RunningProcess
        do throws(LaunchError) { process = try await site.runner.start(command) } catch { return error.message }
        let clock = site.clock
        let end = await withTaskGroup(of: ProcessEnd?.self) { group in
            group.addTask { await process.wait() }
            group.addTask {
                try? await clock.sleep(until: deadline)
                return nil
            }
            let first = await group.next() ?? nil
            if first == nil { process.kill() }
            group.cancelAll()
            return first
        }
        guard let end else { return "took longer than its timeout" }
        if end.status == .exited(0) { return nil }
        let said = LogFile.tail(command.log).last.map { ": \($0.prefix(200))" } ?? ""
        return end.words + said
    }
}

/// An address that a health check asks.
struct LocalAddress: Hashable {
    var port: Int
    var path: String

    /// `http://localhost:8080/health`, or a path at `port`; nil for anything else.
    init?(_ text: String, port own: Int?) {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        if text.hasPrefix("/") {
            guard let own else { return nil }
            (port, path) = (own, text)
            return
        }
        let scheme = "http://"
        guard text.hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        let place = rest.prefix { $0 != "/" && $0 != "?" }
        let parts = place.split(separator: ":", maxSplits: 1)
        guard let host = parts.first, host == LoopbackPort.host || host == "localhost" else { return nil }
        guard let port = parts.count > 1 ? Int(parts[1]) : 80, (1...65535).contains(port) else { return nil }
        let path = rest[place.endIndex...]
        self.port = port
        self.path = path.hasPrefix("/") ? String(path) : "/" + path
    }
}
