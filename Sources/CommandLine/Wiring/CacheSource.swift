import Caching
import Core
import Execution

/// Makes the cache of a run: where results lie, and whose this run may read and write.
struct CacheSource {
    /// Absolute path of the project.
    var root: String
    var project: Project

    /// The folders that the steps of a run share, and their variables.
    func volumes(_ context: RunContext, base: String?) -> RunVolumes {
        let environment = ProcessEnvironment.current()
        let settings = project.storage
        var scope: CacheScope?
        if settings.mountsDependencies {
            let probe = GitProbe(directory: root, environment: environment)
            scope = CacheScope.rights(context, onProtected: isProtected(probe, base)).writes
        }
        return RunVolumes(settings, root: root, run: context.id, scope: scope, inherited: environment)
    }

    /// nil where no step of the plan wants one.
    func cache(_ plan: Plan, _ context: RunContext, base: String?) -> ResultCache? {
        guard plan.steps.contains(where: { $0.caches && $0.skipReason == nil }) else { return nil }
        let environment = ProcessEnvironment.current()
        let probe = GitProbe(directory: root, environment: environment)
        var rights = CacheScope.rights(context, onProtected: isProtected(probe, base))
        if probe.tracks(".assay") {
            // Whoever proposes a change could bring results with it.
            rights = CacheScope.Rights(
                reads: [],
                writes: nil,
                reason: "the repository holds .assay itself: remove it from git"
            )
        }
        let setup = ResultCache.Setup(
            root: root,
            local: FolderStorage("\(root)/.assay/cache"),
            shared: project.storage.cache.map { FolderStorage($0.hasPrefix("/") ? $0 : "\(root)/\($0)") },
            rights: rights,
            environment: environment,
            limit: project.storage.cacheLimit,
            maximalAge: project.maximalAge,
            run: context.id
        )
        return ResultCache(setup, plan: plan, clock: SystemClock())
    }

    /// Whether what is checked out is a commit of the protected branch, as it was committed.
    private func isProtected(_ probe: GitProbe, _ base: String?) -> Bool {
        guard base == nil,
            case .onBranch = GitBase.search(directory: root, environment: ProcessEnvironment.current())
        else { return false }
        return probe.isClean() ?? false
    }
}
