package import Core
package import Engine
import Glibc
import Synchronization

/// The process that keeps an environment up between runs: it brings it up, watches it, and takes it down when it is asked
/// to, when its duration is over, or when a service has died.
package struct EnvironmentKeeper: Sendable {
    package enum Wish: Sendable, Hashable {
        case end
        /// To look at the health of every service.
        case check
    }

    private enum Event {
        case arrived(Result<EnvironmentAccess, LaunchError>)
        case wish(Wish)
        case over(String)
    }

    private let environment: TestEnvironment
    private let services: [Service]
    private let folder: StandingFolder
    private let site: ServiceSite
    private let records: RecordList

    /// `root` is the project's; what the services need of secrets is theirs.
    package init(
        _ environment: TestEnvironment,
        services: [Service],
        root: String,
        runner: any ProcessRunner,
        clock: any RunClock,
        secrets: SecretStore
    ) {
        self.environment = environment
        self.services = services
        folder = StandingFolder(environment.name, root: root)
        let records = RecordList()
        self.records = records
        site = ServiceSite(
            runner: runner,
            clock: clock,
            run: "environment-\(getpid())",
            folder: RunFolder(root: root, path: folder.path),
            cache: (root == "/" ? "" : root) + "/.assay/services",
            secrets: secrets,
            record: { if case .serviceReady(let record) = $0 { records.add(record) } }
        )
    }

    /// Keeps the environment until it is to go; false where it did not come up.
    package func keep(_ wishes: AsyncStream<Wish>) async -> Bool {
        do throws(LaunchError) { try folder.make() } catch { return false }
        // Where another keeper was quicker its environment serves as well.
        guard let lock = folder.take() else { return true }
        defer { withExtendedLifetime(lock) {} }
        folder.forget()
        var bare = environment
        bare.duration = nil
        let instance = EnvironmentInstance(environment: bare, services: services, step: nil, site: site)
        let (events, sender) = AsyncStream.makeStream(of: Event.self)
        let arrival = Task { _ = sender.yield(.arrived(await instance.bringUp())) }
        let listening = Task { for await wish in wishes { _ = sender.yield(.wish(wish)) } }
        defer { listening.cancel() }
        var state = StandingState(
            phase: .failed,
            process: getpid(),
            fingerprint: Fingerprint.of(environment, services),
            since: site.clock.wallTime()
        )
        var watches: [Task<Void, Never>] = []
        loop: for await event in events {
            switch event {
            case .arrived(.failure(let error)):
                (state.problem, state.details) = (error.message, error.details)
                break loop
            case .arrived(.success(let access)):
                state.phase = .up
                state.since = site.clock.wallTime()
                state.until = environment.duration.map { state.since + $0 / .seconds(1) }
                (state.services, state.access) = (records.all, access)
                folder.write(state)
                watches = watch(instance) { _ = sender.yield(.over($0)) }
            case .wish(.check):
                guard state.phase == .up else { continue }
                state.problem = await instance.problem()
                state.checks += 1
                folder.write(state)
            case .wish(.end):
                state.problem = "it was taken down"
                break loop
            case .over(let words):
                state.problem = words
                break loop
            }
        }
        for watch in watches { watch.cancel() }
        arrival.cancel()
        await arrival.value
        let hasBeenUp = state.phase == .up
        if hasBeenUp { state.phase = .down }
        folder.write(state)
        await instance.takeDown()
        site.folders.close()
        return hasBeenUp
    }

    /// Tells when its time is over, and when a service has died.
    private func watch(
        _ instance: EnvironmentInstance,
        _ tell: @escaping @Sendable (String) -> Void
    ) -> [Task<Void, Never>] {
        let (clock, duration) = (site.clock, environment.duration)
        let death = Task {
            while true {
                if let words = instance.death { return tell(words) }
                let next = clock.monotonicTime() + .milliseconds(100)
                do { try await clock.sleep(until: next) } catch { return }
            }
        }
        guard let duration else { return [death] }
        let end = Task {
            guard (try? await clock.sleep(until: clock.monotonicTime() + duration)) != nil else { return }
            tell("its \(HealthWait.seconds(duration)) were over")
        }
        return [death, end]
    }
}

/// The services that have come up.
private final class RecordList: Sendable {
    private let state = Mutex<[ServiceRecord]>([])

    var all: [ServiceRecord] { state.withLock { $0 } }

    func add(_ record: ServiceRecord) { state.withLock { $0.append(record) } }
}
