package import Core
package import Engine
import Synchronization

/// The environments of a run: each comes up for the first try that needs it, and goes down as its lifecycle says.
package final class EnvironmentSession: EnvironmentProvider {
    private let catalogue: ServiceCatalogue
    private let environments: [String: TestEnvironment]
    private let site: ServiceSite
    private let standing: StandingEnvironments?
    /// Names of steps and stages that a person has asked for.
    private let asked: Set<String>
    /// The stage of each step.
    private let stages: [String: String]
    private let isolation: StepIsolation
    private let state: Mutex<State>

    private struct State {
        /// By key: the environment's name, or that and the step's where it is for the step alone.
        var entries: [String: Entry] = [:]
        /// The keys of the tries that use an environment or wait for it, by step.
        var keys: [String: String] = [:]
        /// Steps that may use an environment yet, by its name.
        var remaining: [String: Set<String>]
        /// Environments that go down while the run goes on.
        var departures: [(instance: any Surroundings, end: Task<Void, Never>)] = []
        /// Steps that are to wait no longer, told before they did.
        var cancelled: Set<String> = []
        var isForced = false
    }

    /// An environment that is coming up, or is up.
    private struct Entry {
        var instance: any Surroundings
        var access: EnvironmentAccess?
        var waiting: [String: CheckedContinuation<Outcome, Never>] = [:]
        var users: Set<String> = []
        var arrival: Task<Void, Never>?

        var isUnused: Bool { waiting.isEmpty && users.isEmpty }
    }

    private typealias Outcome = Result<EnvironmentAccess, LaunchError>

    /// `standing` are the environments that outlive runs, `asked` the names that a person has chosen steps by.
    package init(
        project: Project,
        plan: Plan,
        site: ServiceSite,
        standing: StandingEnvironments? = nil,
        asked: [String] = []
    ) {
        self.standing = standing
        self.asked = Set(asked)
        stages = Dictionary(plan.steps.map { ($0.name, $0.stage) }) { first, _ in first }
        catalogue = project.services
        environments = Dictionary(project.environments.map { ($0.name, $0) }) { first, _ in first }
        self.site = site
        isolation = StepIsolation(site: site)
        var remaining: [String: Set<String>] = [:]
        for planned in plan.steps where planned.skipReason == nil {
            guard let name = planned.step.environment else { continue }
            remaining[name, default: []].insert(planned.name)
        }
        state = Mutex(State(remaining: remaining))
    }

    package func acquire(_ step: Step) async throws(LaunchError) -> EnvironmentAccess {
        var access = try site.secrets.access(for: step)
        let services = try await services(for: step)
        access.values.merge(services.values) { $1 }
        access.variables.merge(services.variables) { first, _ in first }
        let resources = step.environment.flatMap { environments[$0] }?.resources
        do throws(LaunchError) {
            let separate = try await isolation.enter(step, resources, beside: services.neighbour)
            access.wrapper = separate.wrapper
            access.values.merge(separate.values) { $1 }
            access.variables.merge(separate.variables) { $1 }
        } catch {
            _ = await leave(step, failed: false)
            throw error
        }
        return access
    }

    private func services(for step: Step) async throws(LaunchError) -> EnvironmentAccess {
        guard let environment = step.environment.flatMap({ environments[$0] }), !environment.services.isEmpty else {
            return EnvironmentAccess()
        }
        let services: [Service]
        do throws(ServiceError) {
            services = try catalogue.services(for: environment.services)
        } catch {
            throw LaunchError("environment \"\(environment.name)\": \(error.message)")
        }
        let key = environment.isForOneStep ? "\(environment.name)\n\(step.name)" : environment.name
        let outcome: Outcome = await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.cancelled.remove(step.name) != nil {
                    return continuation.resume(returning: .failure(Self.cancelled(environment)))
                }
                state.keys[step.name] = key
                if let entry = state.entries[key], entry.instance.death != nil, entry.isUnused {
                    depart(key, &state)
                }
                guard var entry = state.entries[key] else {
                    return state.entries[key] = arriving(environment, services, key, step, continuation)
                }
                if let death = entry.instance.death {
                    continuation.resume(returning: .failure(LaunchError(death)))
                } else if let access = entry.access {
                    entry.users.insert(step.name)
                    continuation.resume(returning: .success(access))
                } else {
                    entry.waiting[step.name] = continuation
                }
                state.entries[key] = entry
            }
        }
        return try outcome.get()
    }

    private func arriving(
        _ environment: TestEnvironment,
        _ services: [Service],
        _ key: String,
        _ step: Step,
        _ continuation: CheckedContinuation<Outcome, Never>
    ) -> Entry {
        let instance = surroundings(environment, services, for: step)
        var entry = Entry(instance: instance, waiting: [step.name: continuation])
        entry.arrival = Task { [weak self] in
            let outcome = await instance.bringUp()
            self?.arrived(key, instance, outcome)
        }
        return entry
    }

    /// The environment of a keeper, or one of this run's own.
    private func surroundings(
        _ environment: TestEnvironment,
        _ services: [Service],
        for step: Step
    ) -> any Surroundings {
        let owner = environment.isForOneStep ? step.name : nil
        let own = EnvironmentInstance(environment: environment, services: services, step: owner, site: site)
        guard let standing, environment.isStanding else { return own }
        let names = [step.name, step.origin, stages[step.name]].compactMap(\.self)
        // What a person has asked for by name is up for this run, where nobody has brought it up for longer.
        if environment.isOnDemand, !asked.isDisjoint(with: names), standing.folder(environment.name).keeper == nil {
            return own
        }
        return AttachedEnvironment(
            environment: environment,
            standing: standing,
            clock: site.clock,
            record: site.record
        )
    }

    private func arrived(_ key: String, _ instance: any Surroundings, _ outcome: Outcome) {
        state.withLock { state in
            guard var entry = state.entries[key], entry.instance === instance else { return }
            let waiting = entry.waiting
            entry.waiting = [:]
            switch outcome {
            case .success(let access):
                entry.access = access
                entry.users = Set(waiting.keys)
                state.entries[key] = entry
                // Who wanted it was told to wait no longer.
                if entry.users.isEmpty, isOver(instance.environment, state) { depart(key, &state) }
            case .failure:
                // The next try may have more luck.
                state.entries[key] = nil
            }
            for continuation in waiting.values { continuation.resume(returning: outcome) }
        }
    }

    package func release(_ step: Step, failed: Bool, log: String) async -> EnvironmentExit {
        var exit = await isolation.leave(step, failed: failed, log: log)
        // A service that is gone explains more than what it led to.
        exit.cause = await leave(step, failed: failed) ?? exit.cause
        return exit
    }

    /// Leaves the services that a try has used: which of them has died meanwhile.
    private func leave(_ step: Step, failed: Bool) async -> String? {
        let (instance, goes) = state.withLock { state -> ((any Surroundings)?, Bool) in
            guard let key = state.keys.removeValue(forKey: step.name), let entry = state.entries[key] else {
                return (nil, false)
            }
            state.entries[key]?.users.remove(step.name)
            let goes = entry.instance.environment.isForOneStep
            if goes { state.entries[key] = nil }
            return (entry.instance, goes)
        }
        guard let instance else { return nil }
        let death = failed ? await instance.deathSoon() : instance.death
        if goes { await instance.takeDown() }
        return death
    }

    package func cancel(_ step: Step) {
        isolation.cancel(step)
        state.withLock { state in
            guard let key = state.keys[step.name] else {
                state.cancelled.insert(step.name)
                return
            }
            guard var entry = state.entries[key],
                let continuation = entry.waiting.removeValue(forKey: step.name)
            else { return }
            state.keys[step.name] = nil
            state.entries[key] = entry
            if entry.isUnused, isOver(entry.instance.environment, state) || entry.access == nil { depart(key, &state) }
            continuation.resume(returning: .failure(Self.cancelled(entry.instance.environment)))
        }
    }

    private static func cancelled(_ environment: TestEnvironment) -> LaunchError {
        LaunchError("stopped while environment \"\(environment.name)\" came up")
    }

    package func ended(_ step: Step) {
        guard let name = step.environment else { return }
        state.withLock { state in
            state.remaining[name]?.remove(step.name)
            guard let entry = state.entries[name], entry.isUnused, isOver(entry.instance.environment, state) else {
                return
            }
            depart(name, &state)
        }
    }

    /// Whether nobody can want the environment any more.
    private func isOver(_ environment: TestEnvironment, _ state: State) -> Bool {
        environment.isForOneStep || state.remaining[environment.name]?.isEmpty ?? true
    }

    /// Takes an environment down while the run goes on.
    private func depart(_ key: String, _ state: inout State) {
        guard let entry = state.entries.removeValue(forKey: key) else { return }
        for continuation in entry.waiting.values {
            continuation.resume(returning: .failure(Self.cancelled(entry.instance.environment)))
        }
        let (arrival, instance) = (entry.arrival, entry.instance)
        arrival?.cancel()
        if state.isForced { instance.kill() }
        let end = Task {
            await arrival?.value
            await instance.takeDown()
        }
        state.departures.append((instance, end))
    }

    package func force() {
        let instances = state.withLock { state in
            state.isForced = true
            return state.entries.values.map(\.instance) + state.departures.map(\.instance)
        }
        for instance in instances { instance.kill() }
    }

    package func close() async {
        let departures = state.withLock { state in
            for key in Array(state.entries.keys) { depart(key, &state) }
            defer { state.departures = [] }
            return state.departures
        }
        for departure in departures { await departure.end.value }
        site.folders.close()
    }
}

extension TestEnvironment {
    /// Whether each step that names it gets one of its own.
    var isForOneStep: Bool { lifecycle == nil || lifecycle == "ephemeral" }
}
