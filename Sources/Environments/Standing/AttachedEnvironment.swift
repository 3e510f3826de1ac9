import Core
import Engine
import Synchronization

/// An environment that a keeper has, and that a run only visits.
final class AttachedEnvironment: Surroundings {
    let environment: TestEnvironment
    private let standing: StandingEnvironments
    private let clock: any RunClock
    private let record: @Sendable (RunEvent) -> Void
    private let keeper = Mutex<Int32?>(nil)

    init(
        environment: TestEnvironment,
        standing: StandingEnvironments,
        clock: any RunClock,
        record: @escaping @Sendable (RunEvent) -> Void
    ) {
        self.environment = environment
        self.standing = standing
        self.clock = clock
        self.record = record
    }

    var death: String? {
        guard let keeper = keeper.withLock({ $0 }) else { return nil }
        let folder = standing.folder(environment.name)
        guard folder.keeper != keeper || folder.state?.phase == .down else { return nil }
        let reason = folder.state.flatMap { $0.process == keeper ? $0.problem : nil } ?? "its keeper is gone"
        return "environment \"\(environment.name)\" went down while it was in use: \(reason)"
    }

    func deathSoon() async -> String? {
        // Its keeper looks at the services every tenth of a second.
        for _ in 0..<30 {
            if let death { return death }
            do { try await clock.sleep(until: clock.monotonicTime() + .milliseconds(10)) } catch { break }
        }
        return death
    }

    func bringUp() async -> Result<EnvironmentAccess, LaunchError> {
        do throws(LaunchError) {
            let state = try await found()
            keeper.withLock { $0 = state.process }
            for service in state.services {
                var service = service
                // As seen from the run's folder.
                let parts = standing.folder(environment.name).path.split(separator: "/").suffix(2)
                service.log = "../../\(parts.joined(separator: "/"))/\(service.log)"
                record(.serviceReady(service))
            }
            return .success(state.access)
        } catch {
            return .failure(error)
        }
    }

    private func found() async throws(LaunchError) -> StandingState {
        let name = environment.name
        switch try await standing.standing(environment) {
        case .up(let state): return state
        case .absent where environment.isOnDemand:
            throw LaunchError(
                "environment \"\(name)\" is on demand, and not up: `assay env up \(name)` brings it up, and so does"
                    + " asking for the step or its stage by name (--only)"
            )
        case .unfit(let reason) where environment.isOnDemand:
            throw LaunchError("environment \"\(name)\" is up, but \(reason): `assay env down \(name)` takes it down")
        case .unfit(let reason):
            record(.warning("environment \"\(name)\" is brought up anew: \(reason)"))
            _ = try await standing.takeDown(name)
        case .absent: break
        }
        return try await standing.bringUp(environment)
    }

    func takeDown() async {}
    func kill() {}
}

extension TestEnvironment {
    /// Whether only a person brings it up.
    package var isOnDemand: Bool { lifecycle == "on_demand" }

    /// Whether a keeper has it, and it outlives a run.
    package var isStanding: Bool { isOnDemand || lifecycle == "persistent" }
}
