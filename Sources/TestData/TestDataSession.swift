package import Core
package import Engine
import Execution
import Glibc
import Scanning
import Synchronization

/// Gives each step its data, once what is around it is up: the environments of a run with `test_data_orchestration`.
package final class TestDataSession: EnvironmentProvider {
    private let base: any EnvironmentProvider
    private let settings: TestDataSettings
    private let site: DataSite
    private let tool: DataTool
    private let state = Mutex(State())

    private typealias Filled = Task<Result<DataState, LaunchError>, Never>

    /// Services that are being filled, or are.
    private struct Instance {
        var filling: Filled
        var users = 0
    }

    private struct State {
        /// By the kind of steps and how the services are reached.
        var instances: [String: Instance] = [:]
        /// What each step that runs uses.
        var keys: [String: String] = [:]
        var folders: [String: String] = [:]
        var told: Set<String> = []
    }

    package init(_ base: any EnvironmentProvider, settings: TestDataSettings, site: DataSite) {
        self.base = base
        self.settings = settings
        self.site = site
        tool = DataTool(
            runner: site.runner,
            inherited: site.inherited,
            directory: site.folder.root,
            logs: site.folder.path + "/logs"
        )
    }

    package func acquire(_ step: Step) async throws(LaunchError) -> EnvironmentAccess {
        var access = try await base.acquire(step)
        guard let strategy = settings.strategies[step.kind] else { return access }
        do throws(LaunchError) {
            try await prepare(step, strategy, &access)
        } catch {
            leave(step)
            _ = await base.release(step, failed: false, log: "")
            throw LaunchError("test data of step \"\(step.name)\": \(error.message)", details: error.details)
        }
        return access
    }

    package func release(_ step: Step, failed: Bool, log: String) async -> EnvironmentExit {
        leave(step)
        return await base.release(step, failed: failed, log: log)
    }

    package func cancel(_ step: Step) {
        let filling = state.withLock { state -> Filled? in
            guard let key = state.keys[step.name], let instance = state.instances[key], instance.users == 1 else {
                return nil
            }
            return instance.filling
        }
        filling?.cancel()
        base.cancel(step)
    }

    package func ended(_ step: Step) { base.ended(step) }

    package func force() { base.force() }

    package func close() async {
        await base.close()
        Folders.remove(site.folder.path + "/originals")
        for inMemory in [true, false] { Folders.remove(FixtureFolder.parent(inMemory: inMemory, run: run)) }
    }

    private var run: String { site.folder.path.split(separator: "/").last.map(String.init) ?? "run" }

    // MARK: What a step gets

    private func prepare(
        _ step: Step,
        _ strategy: DataStrategy,
        _ access: inout EnvironmentAccess
    ) async throws(LaunchError) {
        var given = DataState()
        if strategy.needsServices {
            if access.values.keys.contains(where: { $0.hasPrefix("services.") }) {
                given = try await filled(step, strategy, access)
            } else {
                tell("step \"\(step.name)\" has no environment with services: its data are not made")
            }
        }
        if strategy.approach == .fixtures || strategy.approach == .volumes {
            let folder = try folder(step, strategy)
            given.folder = folder.path
            given.originals = folder.originals
            access.variables[strategy.approach == .fixtures ? "ASSAY_FIXTURES" : "ASSAY_DATA"] = folder.path
            access.wrapper?.shared.append(folder.path)
        }
        let path = "\(site.folder.path)/logs/data-\(Self.fileName(step.name)).json"
        guard Self.write(given.json.serialized(.pretty), to: path) else {
            throw LaunchError("\(path) cannot be written")
        }
        access.variables[DataState.variable] = path
    }

    private func folder(_ step: Step, _ strategy: DataStrategy) throws(LaunchError) -> (path: String, originals: String)
    {
        let parent =
            strategy.isKept
            ? site.folder.root + "/.assay/data"
            : FixtureFolder.parent(inMemory: strategy.approach == .fixtures, run: run)
        let name = Self.fileName(step.name)
        // In the run's folder, which a step in a sandbox can read.
        let originals = site.folder.path + "/originals/" + name
        _ = try FixtureFolder(root: site.folder.root, path: originals).fill(strategy.fixtures)
        let own = FixtureFolder(root: site.folder.root, path: parent + "/" + name)
        if strategy.approach == .volumes, strategy.isKept, access(own.path, F_OK) == 0 { return (own.path, originals) }
        _ = try own.fill(strategy.fixtures)
        if !strategy.isKept { state.withLock { $0.folders[step.name] = own.path } }
        return (own.path, originals)
    }

    private func leave(_ step: Step) {
        let folder = state.withLock { state in
            if let key = state.keys.removeValue(forKey: step.name) { state.instances[key]?.users -= 1 }
            return state.folders.removeValue(forKey: step.name)
        }
        if let folder { Folders.remove(folder) }
        Folders.remove(site.folder.path + "/originals/" + Self.fileName(step.name))
    }

    // MARK: Services

    /// What the services hold for the step: filled once, and as they were then where nobody else uses them.
    private func filled(
        _ step: Step,
        _ strategy: DataStrategy,
        _ access: EnvironmentAccess
    ) async throws(LaunchError) -> DataState {
        let reached = access.values.filter { $0.key.hasPrefix("services.") }.sorted { $0.key < $1.key }
        let name = "\(step.kind.rawValue)_tests"
        let key = name + reached.map { "\n\($0.key)=\($0.value)" }.joined()
        let filling = state.withLock { state -> Filled in
            state.keys[step.name] = key
            guard var instance = state.instances[key] else {
                let filling = fill(strategy, name, access)
                state.instances[key] = Instance(filling: filling, users: 1)
                return filling
            }
            if strategy.isRestored, strategy.isolation != .perRun, instance.users == 0 {
                instance.filling = restored(instance.filling)
            }
            instance.users += 1
            state.instances[key] = instance
            return instance.filling
        }
        let result = await filling.value
        if case .failure = result { state.withLock { $0.instances[key] = nil } }
        return try result.get()
    }

    private func fill(_ strategy: DataStrategy, _ name: String, _ access: EnvironmentAccess) -> Filled {
        let filling = DataFilling(strategy: strategy, name: name, access: access, site: site, tool: tool)
        return Task {
            do throws(LaunchError) { return .success(try await filling.run()) } catch { return .failure(error) }
        }
    }

    /// The same data, taken back to what they were.
    private func restored(_ filling: Filled) -> Filled {
        let tool = tool
        return Task {
            switch await filling.value {
            case .failure(let error): return .failure(error)
            case .success(let state):
                do throws(LaunchError) {
                    _ = try await DataRestorer(state: state, tool: tool).run()
                    return .success(state)
                } catch { return .failure(error) }
            }
        }
    }

    private func tell(_ words: String) {
        if state.withLock({ $0.told.insert(words).inserted }) { site.record(words) }
    }

    // MARK: Files

    private static func fileName(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { Glibc.close(file) }
        return bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } == bytes.count
    }
}
