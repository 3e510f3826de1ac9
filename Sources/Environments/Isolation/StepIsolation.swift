import Core
import Engine
import Glibc
import Synchronization

/// Separates the tries of steps from everything else, as each of them asks for.
final class StepIsolation: Sendable {
    let site: ServiceSite
    private let groups: ControlGroups?
    /// Those in which a container engine can make its own.
    private let outerGroups: ControlGroups?
    private let state = Mutex(State())

    private struct State {
        /// By step.
        var entered: [String: Entered] = [:]
        /// What stands against sandboxes on this machine; nil as long as nobody has tried, empty where nothing does.
        var objection: String?
        var count = 0
        /// Tries that wait for an image, by step.
        var arrivals: [String: Task<Result<CommandWrapper, LaunchError>, Never>] = [:]
    }

    /// What was made for one try.
    struct Entered {
        var folder: String
        var layout: SandboxLayout?
        var group: ControlGroup?
        /// Files that were made so that the try can write them.
        var placeholders: [String] = []
        var isolation: String?
        var weakened: String?
        /// The name of its container, and what that may use of memory.
        var container: String?
        var memoryBytes: Double?
    }

    init(site: ServiceSite) {
        self.site = site
        groups = ControlGroups.found()
        outerGroups = ControlGroups.found(atTop: true)
    }

    /// Makes what a try needs; `resources` are those of its environment, `neighbour` its services as containers see them.
    func enter(
        _ step: Step,
        _ resources: Resources?,
        beside neighbour: EnvironmentAccess.Neighbour?
    ) async throws(LaunchError) -> EnvironmentAccess {
        guard let isolation = step.isolation, isolation.hasBrowser || isolation.level != .process else {
            return EnvironmentAccess()
        }
        var access = EnvironmentAccess()
        var entered = Entered(folder: try site.folders.make(for: nil))
        if isolation.hasBrowser { access.variables = try browser(entered.folder) }
        if isolation.level == .container {
            do throws(LaunchError) {
                let seat = ContainerStep(step: step, isolation: isolation, resources: resources, neighbour: neighbour)
                access.wrapper = try await contained(seat, &entered)
                if let neighbour, access.wrapper != nil {
                    access.values = neighbour.values
                    access.variables.merge(neighbour.variables) { first, _ in first }
                }
            } catch {
                site.folders.remove(entered.folder)
                throw error
            }
        } else if isolation.level == .sandbox {
            if let objection = await objection() {
                guard isolation.allowsWeaker else {
                    site.folders.remove(entered.folder)
                    throw LaunchError(
                        "it asks for a sandbox, and \(objection); `isolation_fallback: allow` would run it without"
                    )
                }
                entered.weakened = "step \"\(step.name)\" ran without the sandbox that it asks for: \(objection)"
            } else {
                do throws(LaunchError) {
                    access.wrapper = try sandbox(step, isolation, resources, &entered)
                } catch {
                    site.folders.remove(entered.folder)
                    throw error
                }
            }
        }
        state.withLock { $0.entered[step.name] = entered }
        return access
    }

    /// What became of a try; what was made for it is gone then.
    ///
    /// `log` is the absolute path of its output.
    func leave(_ step: Step, failed: Bool, log: String) async -> EnvironmentExit {
        var exit = EnvironmentExit()
        guard let entered = state.withLock({ $0.entered.removeValue(forKey: step.name) }) else { return exit }
        exit.isolation = entered.isolation
        exit.weakened = entered.weakened
        if let container = entered.container { await leave(container, entered, failed: failed, &exit) }
        if let group = entered.group {
            let usage = group.usage()
            exit.peakMemoryBytes = usage.peakMemoryBytes
            (exit.userSeconds, exit.systemSeconds) = (usage.userSeconds, usage.systemSeconds)
            exit.measured = "control group, version \(group.version.rawValue)"
            if failed, usage.memoryKills > 0, let limit = group.memoryLimit {
                exit.cause = "the system killed it for want of memory: its environment has \(Self.bytes(limit))"
            }
            if entered.container != nil { group.removeGuests() }
            group.remove()
        }
        if failed, let layout = entered.layout, let path = RefusedWrite.path(in: LogFile.tail(log)) {
            exit.remark =
                "step \"\(step.name)\" wanted to write \(path), and its sandbox lets it write"
                + " \(layout.words(root: site.folder.root)): name what it makes in 'outputs'"
        }
        for file in entered.placeholders { removeEmpty(file) }
        site.folders.remove(entered.folder)
        return exit
    }

    /// `100 MB`.
    static func bytes(_ count: Double) -> String {
        let tenths = Int((count / 1e5).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }

    private func removeEmpty(_ path: String) {
        var status = stat()
        if lstat(path, &status) == 0, status.st_size == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
    }

    // MARK: Browsers

    private func browser(_ folder: String) throws(LaunchError) -> [String: String] {
        guard let port = LoopbackPort.free() else { throw LaunchError("no port is free for its browser") }
        for name in ["profile", "downloads"] { mkdir("\(folder)/\(name)", 0o700) }
        return [
            "ASSAY_BROWSER_PROFILE": "\(folder)/profile", "ASSAY_BROWSER_DOWNLOADS": "\(folder)/downloads",
            "ASSAY_BROWSER_PORT": "\(port)",
        ]
    }

    // MARK: Sandboxes

    /// Why no sandbox can be made here; nil where one can, which is tried once.
    private func objection() async -> String? {
        if let known = state.withLock({ $0.objection }) { return known.isEmpty ? nil : known }
        let found = await trial()
        state.withLock { $0.objection = found ?? "" }
        return found
    }

    private func trial() async -> String? {
        let path = site.inherited["PATH"]
        // It is started by its name, so that nothing but PATH counts.
        let places = (path ?? "/usr/bin:/bin").split(separator: ":")
        guard places.contains(where: { access("\($0)/bwrap", X_OK) == 0 }) else {
            return "bwrap is not in PATH (Debian's package is bubblewrap)"
        }
        guard let folder = try? site.folders.make(for: nil) else { return "no folder can be made for it" }
        defer { site.folders.remove(folder) }
        let options = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-pid", "--unshare-ipc"]
        let log = folder + "/trial.log"
        let command = ProcessCommand(
            arguments: ["env", "--ignore-signal=TERM", "bwrap"] + options + ["env", "--default-signal=TERM", "true"],
            environment: site.inherited,
            directory: folder,
            log: log
        )
        guard let process = try? await site.runner.start(command) else { return "bwrap cannot be started" }
        let end = await process.wait()
        guard end.status != .exited(0) else { return nil }
        let words = LogFile.tail(log).last ?? end.words
        return "bwrap cannot make one here: \(words)"
    }

    /// A control group with the limits of an environment; nil where none can be made.
    func group(_ resources: Resources?) -> ControlGroup? {
        let limits = ControlGroups.Limits(
            cores: resources?.cores,
            memoryBytes: resources?.memoryBytes,
            processes: resources?.processes
        )
        return groups?.make(groupName, limits)
    }

    /// A control group in which a container engine makes its own; nil where none can be made that it could name.
    func measuring() -> ControlGroup? {
        guard let group = outerGroups?.make(groupName, ControlGroups.Limits()) else { return nil }
        if group.parent != nil { return group }
        group.remove()
        return nil
    }

    private var groupName: String {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        return "assay-\(getpid())-\(number)"
    }

    // MARK: Images that take long to come

    /// Carries out what can be given up meanwhile.
    func arriving(
        _ step: Step,
        _ body: @escaping @Sendable () async -> Result<CommandWrapper, LaunchError>
    ) async throws(LaunchError) -> CommandWrapper {
        let task = Task { await body() }
        state.withLock { $0.arrivals[step.name] = task }
        defer { state.withLock { $0.arrivals[step.name] = nil } }
        return try await task.value.get()
    }

    /// The try is to wait no longer.
    func cancel(_ step: Step) { state.withLock { $0.arrivals[step.name] }?.cancel() }
}
