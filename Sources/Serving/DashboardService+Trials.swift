import Core
import Dashboard
import Engine

/// The page of the gates, with what a proposed criterion would have made of the last runs.
extension DashboardService {
    /// What becomes of a criterion that a reader proposes.
    enum Trial {
        /// nil where the project has nothing that could judge.
        case outcome(GateTrial.Outcome?)
        case refused(DeskProblem)
        case wait(Double)
    }

    func trial(
        _ address: Address,
        _ project: ServedProject,
        _ caller: RequestCaller
    ) async throws(HistoryError) -> Trial {
        guard let desk = project.surroundings.desk else { return .outcome(nil) }
        guard let trial = GateTrial(address.query) else { return .outcome(.offered) }
        if let wait = limits.waitForTrial(caller, now: settings.now()) { return .wait(wait) }
        let (runs, groundless) = try await read(project) { reader throws(HistoryError) in try reader.tried(address) }
        do throws(DeskProblem) {
            let results = try await desk.replay(trial, over: runs)
            return .outcome(.judged(GateReplay(results, groundless: groundless)))
        } catch {
            return .refused(error)
        }
    }

    func gates(
        _ address: Address,
        _ project: ServedProject,
        _ outcome: GateTrial.Outcome?
    ) async throws(HistoryError) -> View? {
        let records = try await read(project) { reader throws(HistoryError) in try reader.gates(address) }
        return GatesPage.view(address, records, trial: outcome)
    }
}
