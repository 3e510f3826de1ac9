import Core
import Engine
import Synchronization

/// One environment that comes up, is used and goes down: its services in their order.
final class EnvironmentInstance: Surroundings {
    let environment: TestEnvironment
    private let services: [Service]
    /// The step that it is for; nil where it is for all that name it.
    private let step: String?
    private let site: ServiceSite
    private let state = Mutex(State())

    private struct State {
        var running: [RunningService] = []
        var expiry: Task<Void, Never>?
        /// Why it is not to be used any more, where no service says so itself.
        var expired: String?
        var isKilled = false
    }

    init(environment: TestEnvironment, services: [Service], step: String?, site: ServiceSite) {
        self.environment = environment
        self.services = services
        self.step = step
        self.site = site
    }

    var death: String? {
        let (expired, running) = state.withLock { ($0.expired, $0.running) }
        return expired ?? running.lazy.compactMap(\.death).first
    }

    func deathSoon() async -> String? {
        for _ in 0..<20 {
            if let death { return death }
            let next = site.clock.monotonicTime() + .milliseconds(5)
            do { try await site.clock.sleep(until: next) } catch { break }
        }
        return death
    }

    /// What speaks against its services, which are asked now; nil where all are healthy.
    func problem() async -> String? {
        for service in state.withLock({ $0.running }) {
            if let problem = await service.problem() { return problem }
        }
        return nil
    }

    /// Starts every service; where one does not come up, those before it go down again.
    func bringUp() async -> Result<EnvironmentAccess, LaunchError> {
        var access = EnvironmentAccess()
        do throws(LaunchError) {
            let placement = try await ServicePlacement.of(services, site)
            // As containers see it that sit beside others.
            var neighbour = EnvironmentAccess()
            var owner: String?
            for service in services {
                let start = ServiceStart(
                    service: service,
                    environment: environment.name,
                    step: step,
                    site: site,
                    access: access,
                    container: placement.seat(of: service, beside: owner, neighbour),
                    begun: { self.keep($0) }
                )
                let running = try await start.run()
                access.add(service, running.details)
                neighbour.add(service, running.insideDetails ?? running.details)
                owner = owner ?? running.container
            }
            access.neighbour = EnvironmentAccess.Neighbour(
                network: placement.network(of: owner),
                values: neighbour.values,
                variables: neighbour.variables
            )
        } catch {
            await takeDown()
            return .failure(
                LaunchError("environment \"\(environment.name)\": \(error.message)", details: error.details)
            )
        }
        limit()
        return .success(access)
    }

    /// What has been started belongs here from its first moment, so that nothing is forgotten.
    private func keep(_ service: RunningService) {
        let isKilled = state.withLock { state in
            state.running.append(service)
            return state.isKilled
        }
        if isKilled { service.kill() }
    }

    /// Ends it when its duration is over.
    private func limit() {
        guard let duration = environment.duration else { return }
        let clock = site.clock
        let deadline = clock.monotonicTime() + duration
        let expiry = Task { [weak self] in
            guard (try? await clock.sleep(until: deadline)) != nil else { return }
            self?.expire(after: duration)
        }
        state.withLock { $0.expiry = expiry }
    }

    private func expire(after duration: Duration) {
        let words = "the \(HealthWait.seconds(duration)) of environment \"\(environment.name)\" were over"
        state.withLock { $0.expired = words }
        kill()
    }

    /// Stops every service, the last one first; returns when none is left.
    func takeDown() async {
        let (running, expiry) = state.withLock { ($0.running, $0.expiry) }
        expiry?.cancel()
        for service in running.reversed() { await service.stop() }
    }

    /// Kills every service, and those that are started yet; returns at once.
    func kill() {
        let running = state.withLock { state in
            state.isKilled = true
            return state.running
        }
        for service in running { service.kill() }
    }
}

extension EnvironmentAccess {
    /// What is known of a service that is up.
    mutating func add(_ service: Service, _ details: [String: String]) {
        for (detail, value) in details { values["services.\(service.name).\(detail)"] = value }
        variables.merge(service.variables(for: details)) { $1 }
    }
}
