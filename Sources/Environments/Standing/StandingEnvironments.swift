package import Core
package import Engine
import Glibc

/// The environments of a project that outlive runs, from outside: whether they are up, and how they come up and go down.
package struct StandingEnvironments: Sendable {
    /// Starts the keeper of an environment: its name and the file for the keeper's own output; its process.
    package typealias Starter = @Sendable (String, String) throws(LaunchError) -> Int32

    private let root: String
    private let catalogue: ServiceCatalogue
    private let clock: any RunClock
    private let start: Starter
    private let isRunning: @Sendable (Int32) -> Bool

    /// `root` is the project's; `isRunning` tells whether a process that `start` has made still runs.
    package init(
        root: String,
        catalogue: ServiceCatalogue,
        clock: any RunClock,
        start: @escaping Starter,
        isRunning: @escaping @Sendable (Int32) -> Bool
    ) {
        self.root = root
        self.catalogue = catalogue
        self.clock = clock
        self.start = start
        self.isRunning = isRunning
    }

    /// The environments that a keeper has now.
    package var names: [String] { StandingFolder.all(root: root).filter { $0.keeper != nil }.map(\.name) }

    package func folder(_ name: String) -> StandingFolder { StandingFolder(name, root: root) }

    /// The services of an environment in the order of their start.
    package func services(of environment: TestEnvironment) throws(LaunchError) -> [Service] {
        do throws(ServiceError) {
            return try catalogue.services(for: environment.services)
        } catch {
            throw LaunchError("environment \"\(environment.name)\": \(error.message)")
        }
    }

    /// How an environment that a keeper has stands.
    package enum Standing: Sendable, Hashable {
        case absent
        /// It is up and healthy.
        case up(StandingState)
        /// It is up, and of no use, for this reason.
        case unfit(String)
    }

    /// Looks at an environment, which its keeper asks for its health meanwhile; waits for one that is coming up.
    package func standing(_ environment: TestEnvironment) async throws(LaunchError) -> Standing {
        let folder = folder(environment.name)
        guard let keeper = folder.keeper else { return .absent }
        guard let before = try await wait(for: folder, keeper, until: { $0.phase == .up }) else { return .absent }
        let services = try services(of: environment)
        guard before.fingerprint == Fingerprint.of(environment, services) else {
            return .unfit("the configuration says something else of it than when it came up")
        }
        kill(keeper, SIGUSR1)
        guard let state = try await wait(for: folder, keeper, until: { $0.checks > before.checks }) else {
            return .absent
        }
        return state.problem.map { .unfit($0) } ?? .up(state)
    }

    /// The keeper's state once it is as wished; nil where the keeper has ended before.
    private func wait(
        for folder: StandingFolder,
        _ keeper: Int32,
        until isReached: (StandingState) -> Bool
    ) async throws(LaunchError) -> StandingState? {
        while true {
            let isThere = folder.keeper == keeper
            if let state = folder.state, state.process == keeper, isReached(state) { return state }
            guard isThere else { return nil }
            try await pause("stopped while environment \"\(folder.name)\" was looked at")
        }
    }

    private func pause(_ words: String) async throws(LaunchError) {
        do {
            try await clock.sleep(until: clock.monotonicTime() + .milliseconds(10))
        } catch {
            throw LaunchError(words)
        }
    }

    /// Brings an environment up, which no keeper has.
    package func bringUp(_ environment: TestEnvironment) async throws(LaunchError) -> StandingState {
        let folder = folder(environment.name)
        try folder.make()
        let process = try start(environment.name, folder.log)
        while true {
            let isThere = isRunning(process)
            if let state = folder.state, state.process == process {
                if state.phase == .up { return state }
                throw LaunchError(state.problem ?? "it did not come up", details: state.details)
            }
            guard isThere else { break }
            do throws(LaunchError) {
                try await pause("stopped while environment \"\(environment.name)\" came up")
            } catch {
                kill(process, SIGTERM)
                throw error
            }
        }
        // Another one was quicker.
        if case .up(let state) = try await standing(environment) { return state }
        throw LaunchError(
            "environment \"\(environment.name)\" did not come up: its keeper has ended",
            details: LogFile.tail(folder.log)
        )
    }

    /// Takes an environment down, and returns when nothing of it is left; false where it was not up.
    package func takeDown(_ name: String) async throws(LaunchError) -> Bool {
        let folder = folder(name)
        guard let keeper = folder.keeper else { return false }
        kill(keeper, SIGTERM)
        let deadline = clock.monotonicTime() + .seconds(60)
        var isKilled = false
        while folder.keeper == keeper {
            if !isKilled, clock.monotonicTime() > deadline {
                // Its guardian ends the services.
                kill(keeper, SIGKILL)
                isKilled = true
            }
            try await pause("stopped while environment \"\(name)\" went down")
        }
        return true
    }
}
