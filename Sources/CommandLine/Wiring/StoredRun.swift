import Core
import Glibc
import Reports
import Storage

/// A run of the project as its folder holds it: with its summary, or with what its events tell.
struct StoredRun {
    var folder: RunFolder

    /// The run that an id, the beginning of one, or `latest` names.
    static func named(_ name: String, root: String) throws -> StoredRun {
        do throws(StorageError) {
            return StoredRun(folder: try RunStore(root: root).resolve(name))
        } catch {
            throw CommandFailure(.usage, error.description)
        }
    }

    /// Whether the run has ended and been judged.
    var hasSummary: Bool { folder.hasSummary }

    /// How its steps ended, by their names; steps that had not ended when the run was killed count as cancelled.
    var outcomes: [String: StepOutcome] {
        guard let events = try? EventLogReader.read(folder).entries,
            let summary = RunSummary(events: events, isRunning: folder.isRunning)
        else { return [:] }
        return Dictionary(summary.steps.map { ($0.name, $0.outcome) }) { _, last in last }
    }

    /// The log of a try, relative to the run's folder; nil where there is none of that name.
    func log(of step: String, attempt: Int) -> String? {
        let log = "logs/\(step)-\(attempt).log"
        return access("\(folder.path)/\(log)", F_OK) == 0 ? log : nil
    }

    /// Whether a try has come to its end, or the whole run has.
    func hasEnded(_ step: String, attempt: Int) -> Bool {
        guard folder.isRunning else { return true }
        return (try? EventLogReader.read(folder))?.entries.contains { recorded in
            switch recorded.event {
            case .attemptEnded(let name, let record): name == step && record.number == attempt
            case .runEnded: true
            default: false
            }
        } ?? true
    }

    /// What is known of a run that has no summary.
    func folded() throws -> RunSummary {
        let recorded: RecordedEvents
        do throws(StorageError) { recorded = try EventLogReader.read(folder) } catch {
            throw CommandFailure(.infrastructure, "run \(folder.id) left neither a summary nor events: \(error)")
        }
        guard var summary = RunSummary(events: recorded.entries, isRunning: folder.isRunning) else {
            throw CommandFailure(.infrastructure, "run \(folder.id) left no summary, and no event tells its start")
        }
        summary.banners += recorded.remarks.map { "events.jsonl: \($0)" }
        for step in summary.steps.indices {
            for attempt in summary.steps[step].attempts.indices {
                let record = summary.steps[step].attempts[attempt]
                guard record.outcome != .passed else { continue }
                let log = record.log ?? "logs/\(summary.steps[step].name)-\(record.number).log"
                let tail = LogTail.read(folder.path + "/" + log)
                if !tail.isEmpty { summary.steps[step].attempts[attempt].log = log }
                summary.steps[step].attempts[attempt].output = tail
            }
        }
        return summary
    }
}
