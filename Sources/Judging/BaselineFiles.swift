package import Core
import Execution

/// Earlier runs as baselines: asks git what belongs to them.
package struct BaselineFiles {
    private let source: ProjectSource
    private let project: Project

    package init(_ source: ProjectSource, project: Project) {
        self.source = source
        self.project = project
    }

    /// `context` is of the run that is judged; `present` are the project's files now, asked for where there is a summary.
    package func baselines(
        _ summaries: [RunSummary],
        context: RunContext?,
        present: () async -> [String]
    ) async -> Baselines {
        guard !summaries.isEmpty else { return Baselines() }
        let base: GitBase? =
            switch GitBase.search(directory: source.root, environment: source.environment) {
            case .found(let base): base
            case .onBranch, .unknown: nil
            }
        let now = await present()
        var known: [String: [String]] = [:]
        let given = summaries.map { summary in
            let commit = summary.context?.commit ?? ""
            let then = known[commit] ?? files(at: commit)
            known[commit] = then
            return Baselines.Given(summary, files: Self.files(then, now))
        }
        return Baselines(
            given,
            for: context,
            family: BranchFamily(branch: context?.branch, protected: base?.branch, base: base?.commit),
            project: project
        )
    }

    private func files(at commit: String) -> [String] {
        GitTree.files(at: commit, directory: source.root, environment: source.environment) ?? []
    }

    /// The files of then, and those of now that git does not keep, such as generated ones, where no name is in doubt.
    private static func files(_ then: [String], _ now: [String]) -> [String] {
        guard !then.isEmpty else { return now }
        let names = Set(then.map(name))
        return then + now.filter { !names.contains(name($0)) }
    }

    private static func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
}
