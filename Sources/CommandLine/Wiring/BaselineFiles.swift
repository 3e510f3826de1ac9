import Core
import Execution

/// Reads the summaries of earlier runs, and asks git what belongs to them.
struct BaselineFiles {
    /// Absolute path of the project.
    var root: String
    var project: Project

    /// `context` is of the run that is judged; a file that cannot be read is a usage error.
    func read(_ files: [String], context: RunContext?) async throws -> Baselines {
        guard !files.isEmpty else { return Baselines() }
        let environment = ProcessEnvironment.current()
        let base = GitBase(directory: root, environment: environment)
        let now = ProjectFacts(root: root).files
        var known: [String: [String]] = [:]
        var given: [Baselines.Given] = []
        for file in files {
            let summary = try await SummaryFile.read(file).summary
            let commit = summary.context?.commit ?? ""
            let then = known[commit] ?? GitTree.files(at: commit, directory: root, environment: environment) ?? []
            known[commit] = then
            given.append(Baselines.Given(summary, files: Self.files(then, now)))
        }
        return Baselines(
            given,
            for: context,
            family: BranchFamily(branch: context?.branch, protected: base?.branch, base: base?.commit),
            project: project
        )
    }

    /// The files of then, and those of now that git does not keep, such as generated ones, where no name is in doubt.
    private static func files(_ then: [String], _ now: [String]) -> [String] {
        guard !then.isEmpty else { return now }
        let names = Set(then.map(name))
        return then + now.filter { !names.contains(name($0)) }
    }

    private static func name(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }
}
