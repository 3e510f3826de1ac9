import Core
import Engine
import Synchronization

/// A service whose process has been started.
final class RunningService: Sendable {
    let name: String
    let details: [String: String]
    /// How containers beside it reach it, and the name of its own; nil where it runs in none.
    let insideDetails: [String: String]?
    let container: String?
    /// Absolute path of its output.
    let log: String
    private let process: any RunningProcess
    private let grace: Duration
    private let runner: any ProcessRunner
    private let stopCommand: ProcessCommand?
    private let folder: String
    private let folders: ServiceFolders
    /// nil where it is ready as soon as it runs.
    private let prober: Prober?
    private let containers: ContainerHost
    private let report: MockReport?
    private let record: @Sendable (RunEvent) -> Void
    private let state = Mutex(State())

    private struct State {
        var end: ProcessEnd?
        var isStopping = false
        var watch: Task<Void, Never>?
    }

    init(_ service: Service, _ process: any RunningProcess, _ recipe: ServiceRecipe, log: String, site: ServiceSite) {
        name = service.name
        details = recipe.details
        insideDetails = recipe.insideDetails
        container = recipe.container
        containers = site.containers
        report = recipe.report.map { MockReport(service: service.name, path: $0) }
        record = site.record
        self.log = log
        self.process = process
        grace = service.grace
        runner = site.runner
        stopCommand = recipe.stop
        folder = recipe.folder
        folders = site.folders
        prober = recipe.health.map { Prober(check: $0, recipe: recipe, site: site) }
        let watch = Task { self.ended(await process.wait()) }
        state.withLock { $0.watch = watch }
    }

    private func ended(_ end: ProcessEnd) { state.withLock { $0.end = end } }

    /// How its process ended; nil while it runs.
    var end: ProcessEnd? { state.withLock { $0.end } }

    /// That it ended although nobody had asked it to; nil where all is well.
    var death: String? {
        let (end, isStopping) = state.withLock { ($0.end, $0.isStopping) }
        guard let end, !isStopping else { return nil }
        return "service \"\(name)\" ended while it was in use, with \(end.words)"
    }

    /// What speaks against it now; nil where it is healthy.
    func problem() async -> String? {
        if let death { return death }
        return await prober?.probe().map { "service \"\(name)\" is not healthy any more: \($0)" }
    }

    /// Asks it to end, kills it after its grace period, and returns when nothing of it is left.
    func stop() async {
        let (isRunning, watch) = state.withLock { state in
            // What ended by itself before this has died, and that stays so.
            if state.end == nil { state.isStopping = true }
            return (state.end == nil, state.watch)
        }
        if isRunning {
            if let stopCommand, let stopping = try? await runner.start(stopCommand) { _ = await stopping.wait() }
            process.stop(grace: grace)
        }
        await watch?.value
        // Its program may have been killed before it could take the container away.
        if let container, ContainerHost.outcome(in: folder) == nil { await containers.remove(container) }
        if let warning = report?.warning { record(.warning(warning)) }
        folders.remove(folder)
    }

    /// Kills it; returns at once.
    func kill() {
        state.withLock { if $0.end == nil { $0.isStopping = true } }
        process.kill()
        if let container { Task { [containers] in await containers.remove(container) } }
    }
}

extension ProcessEnd {
    /// `exit code 1`, and what it left behind.
    var words: String {
        let end =
            switch status {
            case .exited(let code): "exit code \(code)"
            case .signalled(let signal): "signal \(signal)"
            }
        guard leaked > 0 else { return end }
        return end + " and \(leaked == 1 ? "1 process" : "\(leaked) processes") left behind, which had to be killed"
    }
}
