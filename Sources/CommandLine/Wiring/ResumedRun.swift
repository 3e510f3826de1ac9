import Core
import Execution
import Glibc
import Signing
import Storage

/// A run that was cut off, with what it had come to.
struct ResumedRun {
    var folder: RunFolder
    var context: RunContext
    var plan: PlanRecord?
    /// The number of the next event.
    var next: Int
    /// Steps that had ended with an outcome of their own, by name.
    private(set) var ended: [String: StepRecord] = [:]
    /// What was told of the reports of each step.
    private(set) var reports: [String: [Report]] = [:]

    /// The run that an id names, or the newest that was cut off; every reason not to take it up is a usage error.
    static func find(_ id: String?, root: String) throws -> ResumedRun {
        let store = RunStore(root: root)
        guard let id else {
            for name in store.list() {
                if let run = ResumedRun(store.folder(name)), !run.isOver { return run }
            }
            throw CommandFailure(.usage, "no run was cut off; `assay run --failed` reruns what did not pass")
        }
        let stored = try StoredRun.named(id, root: root)
        guard let run = ResumedRun(stored.folder) else {
            throw CommandFailure(.usage, "run \(stored.folder.id) left no events to go on from")
        }
        if run.isOver {
            let words =
                "run \(run.folder.id) has ended: nothing is left of it to run; `assay run --failed` reruns what did not pass"
            throw CommandFailure(.usage, words)
        }
        if run.folder.isRunning { throw CommandFailure(.usage, "run \(run.folder.id) is still under way") }
        return run
    }

    /// Whether it came to its end.
    private var isOver = false

    private init?(_ folder: RunFolder) {
        guard let recorded = try? EventLogReader.read(folder),
            let summary = RunSummary(events: recorded.entries, isRunning: false), let context = summary.context
        else { return nil }
        self.folder = folder
        self.context = context
        next = (recorded.entries.last?.sequence ?? -1) + 1
        isOver = folder.hasSummary && recorded.isComplete
        plan = recorded.entries.lazy.compactMap(\.event.plan).first
        reports = Dictionary(grouping: summary.reports.filter { $0.step != nil }) { $0.step ?? "" }
        for record in summary.steps where isWhole(record) { ended[record.name] = record }
    }

    /// Whether a step need not run again: it came to an end of its own, and all evidence that was read of it was kept.
    private func isWhole(_ record: StepRecord) -> Bool {
        switch record.outcome {
        case .passed, .found, .failed: break
        case .skipped, .cancelled: return false
        }
        // Gates are judged anew: what they rest on is not whole before the end.
        guard record.attempts.contains(where: { $0.log != nil }) else { return false }
        let copies = Set(
            record.attempts.flatMap(\.kept).filter { file in
                file.copy.map { access("\(folder.path)/\($0)", R_OK) == 0 } ?? false
            }.map(\.path)
        )
        return (reports[record.name] ?? []).allSatisfy { $0.status == .error || copies.contains($0.path) }
    }

    /// A step with the end of what its tries printed, as the logs hold it.
    func told(_ record: StepRecord) -> StepRecord {
        var record = record
        for index in record.attempts.indices where record.attempts[index].outcome != .passed {
            guard let log = record.attempts[index].log else { continue }
            record.attempts[index].output = LogTail.read("\(folder.path)/\(log)")
        }
        return record
    }

    /// What stands against going on: a run is of one tree, and of one plan.
    func check(_ plan: Plan, root: String) throws {
        let probe = GitProbe(directory: root, environment: ProcessEnvironment.current())
        let state = probe.state()
        guard state.commit == context.commit else {
            throw CommandFailure(
                .usage,
                "run \(folder.id) was of commit \(Self.short(context.commit)), and \(Self.short(state.commit)) is checked out: "
                    + "what had ended says nothing of it; start a new run"
            )
        }
        guard let record = self.plan else {
            throw CommandFailure(.usage, "run \(folder.id) was cut off before it had a plan: start a new run")
        }
        guard record.digest == Self.digest(plan) else {
            throw CommandFailure(
                .usage,
                "the steps are not those that run \(folder.id) began with: the configuration has changed; start a new run"
            )
        }
        let changed = probe.changed(since: context.started)
        guard changed.isEmpty else {
            let more = changed.count > 3 ? " and \(changed.count - 3) more" : ""
            throw CommandFailure(
                .usage,
                "since run \(folder.id) began, \(changed.prefix(3).joined(separator: ", "))\(more) changed: "
                    + "what had ended says nothing of that; start a new run"
            )
        }
    }

    private static func short(_ commit: String?) -> String { commit.map { String($0.prefix(10)) } ?? "none" }

    /// What stands for a plan in the record of its run.
    static func digest(_ plan: Plan) -> String { Array(plan.identity.utf8).withUnsafeBytes { Digest.sha256($0) } }

    /// The plan in which nothing runs again that had ended.
    func carrying(_ plan: Plan) -> Plan {
        var plan = plan
        for index in plan.steps.indices where !plan.steps[index].step.isBuiltIn && plan.steps[index].skipReason == nil {
            plan.steps[index].carried = ended[plan.steps[index].name]
        }
        return plan
    }

    /// The evidence of what is carried over, read from the copies that were kept.
    func evidence(_ plan: Plan, _ collector: ReportCollector) async -> [String: [Report]] {
        var evidence: [String: [Report]] = [:]
        for planned in plan.steps {
            guard let record = planned.carried else { continue }
            let broken = (reports[planned.name] ?? []).filter { $0.status == .error }
            evidence[planned.name] = broken + (await collector.carried(planned.step, record, from: folder.path))
        }
        return evidence
    }
}
