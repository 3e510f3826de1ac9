import Core
import Engine

/// Brings one service up: ports, a folder, what must be made first, its process, and the wait until it is ready.
struct ServiceStart {
    let service: Service
    let environment: String
    /// The step that it is for; nil where it is for several.
    let step: String?
    let site: ServiceSite
    /// How the services before it are reached.
    let access: EnvironmentAccess
    /// nil where it is a program of this machine.
    let container: ContainerSeat?
    /// Takes each process as it is started.
    let begun: (RunningService) -> Void

    /// A free port may be taken by another program before the service has it.
    private static let tries = 3

    func run() async throws(LaunchError) -> RunningService {
        if let container { return try await attempt(container.container.outside) { _ in } }
        for number in 1...Self.tries {
            let ports = try assignedPorts()
            var last: RunningService?
            do throws(LaunchError) {
                return try await attempt(ports) { last = $0 }
            } catch {
                let isTaken = service.ports.contains { port in
                    port.number == nil && ports[port.name].map { !LoopbackPort.isFree($0) } ?? false
                }
                // One that is up and not healthy holds its port itself.
                guard isTaken, last?.end != nil, number < Self.tries, !Task.isCancelled else { throw error }
            }
        }
        throw failure("no port stays free")
    }

    private func failure(_ words: String, log: String? = nil, details: [String] = []) -> LaunchError {
        guard let log else { return LaunchError("service \"\(service.name)\" \(words)", details: details) }
        let tail = LogFile.tail(site.folder.path + "/" + log)
        let shown = tail.isEmpty ? ["\(log) is empty"] : ["the end of \(log):"] + tail
        return LaunchError("service \"\(service.name)\" \(words); its output: \(log)", details: details + shown)
    }

    private func assignedPorts() throws(LaunchError) -> [String: Int] {
        var ports: [String: Int] = [:]
        for port in service.ports {
            if let number = port.number {
                guard LoopbackPort.isFree(number) else {
                    throw failure(
                        "cannot have port \(number): another program listens on it; end that, or write `free` for the port"
                    )
                }
                ports[port.name] = number
            } else if let number = LoopbackPort.free() {
                ports[port.name] = number
            } else {
                throw failure("finds no free port")
            }
        }
        return ports
    }

    private func attempt(
        _ ports: [String: Int],
        _ started: (RunningService) -> Void
    ) async throws(LaunchError) -> RunningService {
        let start = site.clock.monotonicTime()
        let log = site.logs.next(service.name)
        let recipe = try await recipe(ports, log)
        if let wanted = service.version, wanted.isRequired {
            guard let version = recipe.version else {
                throw failure("must have version \(wanted.wanted), and nothing tells which one this is")
            }
            guard wanted.isMet(by: version) else {
                let holder = recipe.image.map { "the image \($0)" } ?? "this machine"
                throw failure(
                    "must have version \(wanted.wanted) (`version: required`), and \(holder) has \(version)"
                )
            }
        }
        if let prepare = recipe.prepare { try await make(prepare, log) }
        let process: any RunningProcess
        do throws(LaunchError) { process = try await site.runner.start(recipe.command) } catch {
            throw failure("could not be started: \(error.message)")
        }
        let running = RunningService(service, process, recipe, log: recipe.command.log, site: site)
        begun(running)
        started(running)
        try await ready(running, recipe, log)
        site.record(.serviceReady(record(recipe, ports, log, since: start)))
        return running
    }

    private func recipe(_ ports: [String: Int], _ log: String) async throws(LaunchError) -> ServiceRecipe {
        let secrets = try site.secrets.values(in: service.texts)
        var access = access
        access.values.merge(secrets) { $1 }
        let book = RecipeBook(service: service, site: site, access: access, ports: ports, log: log)
        guard let container else { return try await book.recipe() }
        var neighbour = container.neighbour
        neighbour.values.merge(secrets) { $1 }
        return try await book.container(
            container.container,
            network: container.network,
            published: container.published,
            neighbour: neighbour
        )
    }

    /// Runs what must be made before the service can start.
    private func make(_ command: ProcessCommand, _ log: String) async throws(LaunchError) {
        let process: any RunningProcess
        do throws(LaunchError) { process = try await site.runner.start(command) } catch {
            throw failure("could not be prepared: \(error.message)")
        }
        let end = await withTaskCancellationHandler {
            await process.wait()
        } onCancel: {
            process.kill()
        }
        if Task.isCancelled { throw failure("was stopped while it came up") }
        if end.status != .exited(0) { throw failure("could not be prepared: \(end.words)", log: log) }
    }

    private func ready(_ running: RunningService, _ recipe: ServiceRecipe, _ log: String) async throws(LaunchError) {
        guard let check = recipe.health else { return }
        let prober = Prober(check: check, recipe: recipe, site: site)
        var wait = HealthWait(check: check, clock: site.clock)
        switch await wait.run(prober, isOver: { running.end != nil }) {
        case .healthy: return
        case .cancelled: throw failure("was stopped while it came up", details: wait.history)
        case .unhealthy(let reason):
            throw failure("did not become healthy (\(check.words)): \(reason)", log: log, details: wait.history)
        case .ended:
            let end = running.end ?? ProcessEnd(status: .exited(0))
            let isDaemon = end.status == .exited(0) && end.leaked > 0
            let words =
                isDaemon
                ? "went into the background (\(end.words)): it must stay in the foreground"
                : "ended before it was ready, with \(end.words)"
            throw failure(words, log: log, details: wait.history)
        }
    }

    private func record(
        _ recipe: ServiceRecipe,
        _ ports: [String: Int],
        _ log: String,
        since start: Duration
    ) -> ServiceRecord {
        var record = ServiceRecord(
            name: service.name,
            environment: environment,
            step: step,
            version: recipe.version,
            wanted: service.version?.wanted,
            port: service.ports.first.flatMap { ports[$0.name] },
            log: log,
            seconds: (site.clock.monotonicTime() - start) / .seconds(1)
        )
        (record.image, record.digest) = (recipe.image, recipe.digest)
        return record
    }
}
