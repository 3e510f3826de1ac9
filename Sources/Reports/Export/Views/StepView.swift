import Core

/// A step as every report tells it.
struct StepView {
    enum Status: String {
        case passed, flaky, found, failed, skipped, cancelled
    }

    /// A try on the run's time line; fractions of the run's length.
    struct Bar {
        var start: Double
        var length: Double
        var passed: Bool
    }

    var name: String
    var stage: String
    var kind: String
    var component: String?
    var status: Status
    var allowFailure: Bool
    /// Why it did not simply pass; empty where it did.
    var detail: String
    var seconds: Double
    var cpuSeconds: Double?
    var tries: Int
    var log: String?
    /// The last lines that the last try printed; empty where it passed.
    var output: [String]
    var leaked: Int
    /// Failed by a fault of its own, not because of what its gates said.
    var failedItself: Bool
    /// The record that it shows.
    let record: StepRecord

    init(_ record: StepRecord) {
        self.record = record
        name = CleanText.line(record.name)
        stage = CleanText.line(record.stage)
        kind = record.kind.rawValue
        component = record.component.map { CleanText.line($0) }
        allowFailure = record.allowFailure
        seconds = record.seconds
        tries = record.attempts.count
        log = record.attempts.last?.log.map { CleanText.line($0) }
        output = (record.attempts.last?.output ?? []).map { CleanText.line($0) }
        leaked = record.attempts.map(\.leaked).reduce(0, +)
        let cpu = record.attempts.compactMap(\.cpuSeconds)
        cpuSeconds = cpu.isEmpty ? nil : cpu.reduce(0, +)
        switch record.outcome {
        case .failed(.gates, _), .passed, .found, .skipped, .cancelled: failedItself = false
        case .failed: failedItself = true
        }
        switch record.outcome {
        case .passed(let tries):
            status = tries > 1 ? .flaky : .passed
            detail = tries > 1 ? "passed at try \(tries)" : ""
        case .found(let code, let tries):
            status = .found
            detail = "exit code \(code), its findings are for the gates" + (tries > 1 ? ", \(tries) tries" : "")
        case .failed(let failure, let tries):
            status = .failed
            detail = Self.cause(failure) + (tries > 1 ? ", \(tries) tries" : "")
            if record.allowFailure { detail += "; allowed to fail" }
        case .skipped(let reason):
            status = .skipped
            detail = CleanText.line(reason)
        case .cancelled(let reason):
            status = .cancelled
            detail = CleanText.line(reason)
        }
        if let origin = record.cached {
            let before = record.cachedAge.map { ", made \(Display.seconds($0)) before" } ?? ""
            detail += (detail.isEmpty ? "" : "; ") + "CACHED, the result of run \(CleanText.line(origin.run))\(before)"
        }
        for words in Self.artifacts(record) { detail += (detail.isEmpty ? "" : "; ") + words }
        if leaked > 0 {
            detail += (detail.isEmpty ? "" : "; ") + "\(Display.count(leaked, "process", "processes")) outlived it"
        }
    }

    /// Artifacts that are kept with the run, by where they lie in its folder.
    private static func artifacts(_ record: StepRecord) -> [String] {
        let all = record.attempts.flatMap(\.kept).filter { $0.purpose == .artifact }
        let shown = all.prefix(8).map { file in
            file.copy.map { "kept: \(CleanText.line($0))" }
                ?? "not kept, for lack of room: \(CleanText.line(file.path))"
        }
        return all.count > 8 ? shown + ["and \(all.count - 8) more artifacts"] : shown
    }

    static func cause(_ failure: StepOutcome.Failure) -> String {
        switch failure {
        case .exit(let code): "exit code \(code)"
        case .signal(let number): "killed by \(SignalName.words(number))"
        case .timeout(let limit): "no end after \(Display.seconds(limit / .seconds(1)))"
        case .infrastructure(let what): "could not run: \(CleanText.line(what))"
        case .gates(let verdict): "its gates: \(Display.word(verdict))"
        }
    }

    /// The tries of a step between the first start and the last end of all steps.
    static func bars(_ record: StepRecord, from start: Double, to end: Double) -> [Bar] {
        let length = end - start
        guard length > 0 else { return [] }
        return record.attempts.map { attempt in
            let from = min(max((attempt.started - start) / length, 0), 1)
            let part = min(max(attempt.seconds / length, 0), 1 - from)
            return Bar(start: from, length: part, passed: attempt.outcome == .passed)
        }
    }

    /// First start and last end of all tries; nil where nothing ran.
    static func span(_ records: [StepRecord]) -> (start: Double, end: Double)? {
        let attempts = records.flatMap(\.attempts).filter { $0.started.isFinite && $0.seconds.isFinite }
        guard let start = attempts.map(\.started).min(), let end = attempts.map({ $0.started + $0.seconds }).max()
        else { return nil }
        return (start, end)
    }
}
