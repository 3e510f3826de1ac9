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
        shared: SharedHistory
    ) async -> [String] {
        guard project.gates.flatMap(\.criteria).contains(where: \.comparesWithEarlierRuns),
            !ProjectHistory(root: source.root, shared: shared.folder).isEmpty,
            let session = HistorySession.open(root: source.root, shared: shared.folder)
        else { return [] }
        let ids: [String]
        do throws(HistoryError) {
            let runs = try session.history.runs(RunQuery())
            let family = source.family(of: context?.branch)
            ids = BaselineCandidates.ids(of: runs, gates: project.gates, context: context, family: family)
        } catch {
            Console.error("warning: no baselines of the history: \(error)")
            return []
        }
        await shared.fetchSummaries(of: ids)
        return ids.compactMap { session.files.summary(of: $0) }
    }
}
