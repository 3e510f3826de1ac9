import Core
import Reports

/// Turns events into the lines and rows that a person reads: pure, so that it is the same on every screen.
struct RunView: Sendable {
    private(set) var total = 0
    private(set) var done = 0
    private var failed = 0
    private var running: [(step: String, number: Int, started: Double, process: Int32?)] = []
    var colour: Bool
    /// Steps that are tried again when they fail: each failed try of them is told at once.
    private let retried: Set<String>

    /// Running steps shown at most; more become one line that counts them.
    static let rowLimit = 8

    init(colour: Bool, retried: Set<String> = []) {
        self.colour = colour
        self.retried = retried
    }

    /// The permanent lines that an event adds.
    mutating func receive(_ event: RunEvent, at time: Double) -> [String] {
        switch event {
        case .runStarted(let context, let stages, let steps):
            total = steps
            let size = "\(Display.count(steps, "step")) in \(Display.count(stages, "stage"))"
            return [line("Run", .strong, "\(context.id)  \(size)\(place(context))")]
        case .attemptStarted(let step, let number, let process):
            running.append((step, number, time, process))
            return []
        case .attemptEnded(let step, let attempt):
            running.removeAll { $0.step == step }
            return attemptLines(step, attempt)
        case .stepEnded(let record):
            done += 1
            if record.outcome == .skipped(reason: PlannedStep.notSelected) { return [] }
            return [stepLine(record)]
        case .stepSlow(let step, let seconds):
            return [line("SLOW", .unsure, "[> \(Self.seconds(seconds))] \(step)")]
        case .attemptTerminating(let step, let reason):
            return [line("TERMINATING", .unsure, "\(step) (\(reason))")]
        case .reportCollected(_, let path, let format, let status, let messages):
            guard status != .ok else { return [] }
            let text = messages.first { $0.severity == .error } ?? messages.first { $0.severity == .warning }
            let style: Style = status == .error ? .bad : .quiet
            return [line(status == .error ? "EVIDENCE" : "note", style, "\(path) (\(format)): \(text?.text ?? "")")]
        case .interrupted(let forced):
            let words =
                forced ? "killing everything" : "stopping; teardown and gates still run, interrupt again to force"
            return [line("INTERRUPTED", .unsure, words)]
        case .stopping(let cause): return [line("STOPPING", .bad, cause)]
        case .cache(let step, let note): return cacheLines(step, note)
        case .serviceReady(let service):
            let version = service.version.map { " \($0)" } ?? ""
            return [line("UP", .quiet, "[\(Self.seconds(service.seconds))] service \(service.name)\(version)")]
        case .warning(let text): return [line("warning", .unsure, text)]
        case .runResumed(let context, let steps, let kept):
            (total, done, failed) = (steps, 0, 0)
            return [line("Resume", .strong, "\(context.id)  \(kept) of \(steps) steps had ended\(place(context))")]
        case .stageStarted, .stageEnded, .gateJudged, .runEnded, .planned: return []
        }
    }

    /// A bar and the running steps, redrawn in place; empty when nothing runs.
    func rows(at time: Double, width: Int) -> [String] {
        guard total > 0, !running.isEmpty else { return [] }
        let length = 20
        let filled = min(length, done * length / max(1, total))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: length - filled)
        let failures = failed > 0 ? ", \(failed) failed" : ""
        var rows = ["  \(bar) \(done)/\(total)\(failures)"]
        rows += running.prefix(Self.rowLimit).map { entry in
            "      \(Style.quiet.paint(Self.seconds(time - entry.started), colour)) \(entry.step)"
        }
        if running.count > Self.rowLimit { rows.append("      … and \(running.count - Self.rowLimit) more") }
        return rows.map { String($0.prefix(max(20, width - 1) + (colour ? 8 : 0))) }
    }

    /// How the run is going, for whoever asks; `lastLine` of the output of a try.
    func status(at time: Double, lastLine: (_ step: String, _ attempt: Int) -> String?) -> [String] {
        let failures = failed > 0 ? ", \(failed) failed" : ""
        var lines = [
            line("STATUS", .strong, "\(done) of \(total) steps have ended\(failures), \(running.count) running")
        ]
        for entry in running {
            let process = entry.process.map { "  process \($0)" } ?? ""
            let again = entry.number > 1 ? "  try \(entry.number)" : ""
            lines.append(line("", .plain, "[\(Self.seconds(time - entry.started))] \(entry.step)\(again)\(process)"))
            if let last = lastLine(entry.step, entry.number) { lines.append(line("", .plain, "            │ \(last)")) }
        }
        return lines
    }

    private func attemptLines(_ step: String, _ attempt: AttemptRecord) -> [String] {
        var lines: [String] = []
        if attempt.leaked > 0 {
            let count = attempt.leaked == 1 ? "1 process" : "\(attempt.leaked) processes"
            lines.append(line("LEAK", .unsure, "\(step) left \(count) behind, killed"))
        }
        let ran = attempt.selection.map { " (\($0))" } ?? ""
        let what = "[\(Self.seconds(attempt.seconds))] \(step)\(ran)"
        if attempt.number > 1 || retried.contains(step), case .failed(let failure) = attempt.outcome {
            lines.append(
                line("TRY \(attempt.number) FAIL", .bad, "\(what) \(failure.words)\(Self.note(attempt.category))")
            )
        } else if attempt.number > 1, attempt.outcome == .passed {
            lines.append(line("TRY \(attempt.number) PASS", .good, what))
        }
        return lines
    }

    private mutating func stepLine(_ record: StepRecord) -> String {
        let counter = "(\(pad("\(done)", String(total).count))/\(total))"
        let timing = "[\(Self.seconds(record.seconds))] \(counter) \(record.name)"
        let unstarted = "[         ] \(counter) \(record.name)"
        switch record.outcome {
        case .passed where record.cached != nil:
            let age = record.cachedAge.map { ", \(Duration.seconds(Int($0)).words) old" } ?? ""
            return line("CACHED", .good, "\(timing)  run \(record.cached?.run ?? "")\(age)")
        case .passed(let tries):
            return tries > 1
                ? line("FLAKY \(tries)/\(tries)", .unsure, timing) : line("PASS", .good, timing)
        case .found(let code, _): return line("FOUND", .unsure, "\(timing) exit code \(code), for its gates to judge")
        case .failed(let failure, _):
            if !record.allowFailure { failed += 1 }
            let style: Style = record.allowFailure ? .unsure : .bad
            switch failure {
            case .gates(let verdict):
                return line("GATE", Style(verdict), "\(timing): \(verdict.rawValue)")
            case .timeout(let limit): return line("TIMEOUT", style, "\(timing) after \(limit.words)")
            case .infrastructure(let reason): return line("ERROR", style, "\(timing): \(reason)")
            case .exit, .signal:
                let note = record.allowFailure ? ", allowed to" : ""
                return line("FAIL", style, "\(timing) \(failure.words)\(note)\(Self.note(record.category))")
            }
        case .skipped(let reason): return line("SKIP", .quiet, "\(unstarted): \(reason)")
        case .cancelled(let reason): return line("CANCELLED", .unsure, "\(unstarted): \(reason)")
        }
    }

    /// A result that is not kept would be looked for in vain: whoever asked for it learns why.
    private func cacheLines(_ step: String, _ note: CacheNote) -> [String] {
        guard case .notStored(let reason) = note else { return [] }
        return [line("note", .quiet, "\(step) is not kept for later runs: \(reason)")]
    }

    /// What sort of failure it was, where that tells more than how the process ended.
    private static func note(_ category: FailureCategory?) -> String {
        switch category {
        case nil, .command, .timeout, .crash, .infrastructure, .gate, .cancelled: ""
        case .some(let category): " (\(category.words))"
        }
    }

    private func place(_ context: RunContext) -> String {
        let parts = [context.branch.map { "on \($0)" }, context.commit.map { "at \($0.prefix(10))" }].compactMap(\.self)
        return parts.isEmpty ? "" : ", " + parts.joined(separator: " ")
    }

    private func line(_ verb: String, _ style: Style, _ text: String) -> String {
        style.paint(pad(verb, 12), colour) + " " + text
    }

    private func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// `   0.812s`, nine characters wide so that names stand below each other.
    static func seconds(_ value: Double) -> String {
        guard value.isFinite, value >= 0, value < 1e9 else { return "        ?" }
        let milliseconds = Int((value * 1000).rounded())
        let fraction = String(milliseconds % 1000)
        let zeros = String(repeating: "0", count: 3 - fraction.count)
        let text = "\(milliseconds / 1000).\(zeros)\(fraction)s"
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
}
