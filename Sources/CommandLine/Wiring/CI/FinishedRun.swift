import Core
import Execution
import Judging
import Reports
import Storage

/// The run that is to be told of, or why there is none.
enum FinishedRun {
    case finished(RunSummary)
    case unfinished(String)

    static func find(_ id: String?, summary: String?, source: ProjectSource) async -> FinishedRun {
        do {
            if let summary { return .finished(try await SummaryFile.read(summary).summary) }
            let run = try StoredRun.named(id ?? "latest", root: source.root)
            guard run.hasSummary else { return .unfinished("run \(run.folder.id) did not come to its end") }
            let found = try await SummaryFile.read(run.folder.summary).summary
            let probe = GitProbe(directory: source.root, environment: source.environment)
            // A run of the past that lies here is not what this job came to.
            if id == nil, let commit = found.context?.commit, let head = probe.state().commit, commit != head {
                return .unfinished("the latest run is of commit \(commit.prefix(10)), not of \(head.prefix(10))")
            }
            return .finished(found)
        } catch let failure as CommandFailure {
            return .unfinished(failure.message ?? "its summary cannot be read")
        } catch {
            return .unfinished("\(error)")
        }
    }
}
