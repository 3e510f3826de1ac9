import Core
import Engine
import History
import Judging

/// The past of runs that were judged where nobody knew it, as on a CI machine of an hour: the server has all of them.
struct ServedPast {
    /// Absolute path of the project.
    let root: String
    let project: Project

    /// The run with the alerts that it raises among those before it here; as it is where nothing can be told.
    func completed(_ summary: RunSummary, source: ProjectSource) -> RunSummary {
        guard !project.insight.alerts.isEmpty, let id = summary.context?.id,
            let record = try? ProjectHistory(root: root).own.read(id).get(),
            let history = HistorySession.open(root: root, shared: nil)?.history
        else { return summary }
        let family = source.family(of: record.run.branch)
        let reader = PastReader(history: history, alerts: project.insight.alerts, family: family)
        guard let past = try? reader.past(of: record, owner: { _ in nil }) else { return summary }
        var summary = summary
        if summary.past == nil { summary.past = past } else { summary.past?.alerts = past.alerts }
        return summary
    }
}
