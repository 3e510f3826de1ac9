import Core
import Execution
import Judging
import Notifying
import Responding
import Storage

/// Tries the repairs that incidents wait for: the command, and then what failed once more.
struct RecoveryRunner {
    let session: IncidentSession

    private static let limit = Duration.seconds(Incident.recoveryTime)

    /// Whether there was one.
    func run() async throws -> Bool {
        let waiting = try IncidentSession.reading { () throws(StorageError) in try session.keeper.repairs() }
        for (incident, action) in waiting {
            let problem = await repair(incident, action)
            try IncidentSession.reading { () throws(StorageError) in
                try session.keeper.note(action.recovery, of: incident.id, worked: problem == nil)
            }
            let words = problem.map { "did not help: \($0)" } ?? "helped; nobody is called unless it fails again"
            Console.out("\(incident.id): \(action.recovery.rawValue) \(words)")
        }
        return !waiting.isEmpty
    }

    /// Why it did not help; nil where it did.
    private func repair(_ incident: Incident, _ action: RecoveryAction) async -> String? {
        if !action.command.isEmpty {
            if let problem = await failure(of: action.command) { return problem }
            if action.recovery == .rerunOnFreshWorker { return nil }
        }
        let begun = SystemClock().wallTime()
        let config = session.release.folder.file
        let arguments = [
            "/proc/self/exe", "run", "--config", config, "--only", incident.step, "--trigger",
            RunContext.repairTrigger,
        ]
        _ = await failure(of: arguments)
        guard let stored = try? StoredRun.named("latest", root: session.release.folder.root), stored.hasSummary,
            let summary = try? await SummaryFile.read(stored.folder.summary).summary, let run = summary.context,
            run.isRepair, run.started >= begun - 1
        else { return "\(incident.step) could not be run again" }
        let passed = summary.steps.first { $0.name == incident.step }?.outcome.passed ?? false
        return passed ? nil : "\(incident.step) fails again, in run \(run.id)"
    }

    private func failure(of arguments: [String]) async -> String? {
        let (root, environment) = (session.release.folder.root, session.release.source.environment)
        return await DedicatedThread.value {
            do throws(HelperCommand.Failure) {
                _ = try HelperCommand.output(arguments, directory: root, environment: environment, timeout: Self.limit)
                return nil
            } catch { return "\(arguments.joined(separator: " ")): \(error.reason)" }
        }
    }
}
