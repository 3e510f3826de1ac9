import Core
import Engine
import History
import Judging

/// The summaries of earlier runs that the criteria of a project may compare with, where nobody has named any.
enum HistoryBaselines {
    static func files(
        _ project: Project,
        context: RunContext?,
        source: ProjectSource,
        shared: String?
    ) -> [String] {
        guard project.gates.flatMap(\.criteria).contains(where: \.comparesWithEarlierRuns),
            !ProjectHistory(root: source.root, shared: shared).isEmpty,
            let session = HistorySession.open(root: source.root, shared: shared)
        else { return [] }
        do throws(HistoryError) {
            let runs = try session.history.runs(RunQuery())
            let family = source.family(of: context?.branch)
            let ids = BaselineCandidates.ids(of: runs, gates: project.gates, context: context, family: family)
            return ids.compactMap { session.files.summary(of: $0) }
        } catch {
            Console.error("warning: no baselines of the history: \(error)")
            return []
        }
    }
}
