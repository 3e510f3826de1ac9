import Core
import TestSupport

/// Makes events of every sort from a seed, with the texts that break naive encodings.
struct EventMaker {
    static let kinds = 18
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private mutating func number(_ limit: Int) -> Int { random.below(limit) }

    private mutating func flag() -> Bool { number(2) == 0 }

    private mutating func text() -> String {
        let texts = ["", "unit", "a \"b\" \\ c", "line\nfeed\ttab\r", "\u{0}\u{1F}\u{7F}", "日本 🎉", "</script>\u{2028}"]
        return texts[number(texts.count)]
    }

    private mutating func real() -> Double { Double(number(1 << 40)) / [1, 3, 7, 1000, 1e9][number(5)] }

    private mutating func maybe<Value>(_ value: Value) -> Value? { flag() ? value : nil }

    private mutating func failure() -> StepOutcome.Failure {
        switch number(5) {
        case 0: .exit(code: Int32(number(512) - 256))
        case 1: .signal(Int32(number(64)))
        case 2: .timeout(.seconds(number(9999)) + .nanoseconds(number(1_000_000_000)))
        case 3: .infrastructure(text())
        default: .gates(Verdict.allCases[number(Verdict.allCases.count)])
        }
    }

    private mutating func attempt() -> AttemptRecord {
        let outcomes: [AttemptOutcome] = [
            .passed, .failed(failure()), .cancelled(reason: text()), .found(code: Int32(number(256))),
        ]
        var record = AttemptRecord(
            number: number(9),
            outcome: outcomes[number(4)],
            started: real(),
            seconds: real(),
            cpuSeconds: maybe(real()),
            peakMemoryBytes: maybe(real()),
            log: maybe(text()),
            leaked: number(5)
        )
        record.kept = (0..<number(3)).map { _ in
            KeptCopy(path: text(), copy: maybe(text()), bytes: number(1 << 40), purpose: flag() ? .report : .artifact)
        }
        return record
    }

    private mutating func step() -> StepRecord {
        let outcomes: [StepOutcome] = [
            .passed(tries: number(4)), .failed(failure(), tries: number(4)), .skipped(reason: text()),
            .cancelled(reason: text()), .found(code: Int32(number(256)), tries: number(4)),
        ]
        var record = StepRecord(
            name: text(),
            stage: text(),
            kind: Kind.allCases[number(Kind.allCases.count)],
            component: maybe(text()),
            allowFailure: flag(),
            outcome: outcomes[number(5)],
            attempts: (0..<number(4)).map { _ in attempt() }
        )
        record.cached = maybe(origin())
        return record
    }

    private mutating func origin() -> CacheOrigin { CacheOrigin(run: text(), stored: real(), key: text()) }

    private mutating func note() -> CacheNote {
        switch number(4) {
        case 0: .hit(origin())
        case 1: .missed(reasons: (0..<number(4)).map { _ in text() })
        case 2: .stored(key: text())
        default: .notStored(reason: text())
        }
    }

    private mutating func context() -> RunContext {
        RunContext(
            id: text(),
            branch: maybe(text()),
            commit: maybe(text()),
            trigger: text(),
            manualTrigger: flag(),
            ci: flag(),
            machine: Machine(cores: number(256), memoryBytes: real(), system: text()),
            started: real()
        )
    }

    private mutating func message() -> ReportMessage {
        let severities: [ReportMessage.Severity] = [.note, .warning, .error]
        return ReportMessage(
            severities[number(3)],
            text(),
            line: maybe(number(99)),
            column: maybe(number(99)),
            offset: maybe(number(1 << 40))
        )
    }

    mutating func event(_ kind: Int) -> RunEvent {
        let verdict = Verdict.allCases[number(Verdict.allCases.count)]
        switch kind {
        case 0: return .runStarted(context(), stages: number(9), steps: number(99))
        case 1: return .stageStarted(name: text())
        case 2: return .stageEnded(name: text(), succeeded: flag())
        case 3: return .attemptStarted(step: text(), number: number(4), processID: maybe(Int32(number(1 << 22))))
        case 4: return .stepSlow(step: text(), seconds: real())
        case 5: return .attemptTerminating(step: text(), reason: text())
        case 6: return .attemptEnded(step: text(), attempt())
        case 7: return .stepEnded(step())
        case 8:
            return .reportCollected(
                step: text(),
                path: text(),
                format: text(),
                status: Report.Status.allCases[number(3)],
                messages: (0..<number(3)).map { _ in message() }
            )
        case 9: return .interrupted(forced: flag())
        case 10: return .stopping(cause: text())
        case 11: return .gateJudged(gate: GateID.allCases[number(6)], verdict: verdict)
        case 12: return .warning(text())
        case 13: return .cache(step: text(), note())
        case 14:
            return .planned(PlanRecord(digest: text(), only: (0..<number(3)).map { _ in text() }, withNeeds: flag()))
        case 15: return .runResumed(context(), steps: number(99), kept: number(99))
        case 16:
            return .serviceReady(
                ServiceRecord(
                    name: text(),
                    environment: text(),
                    step: maybe(text()),
                    version: maybe(text()),
                    wanted: maybe(text()),
                    port: maybe(number(1 << 16)),
                    log: text(),
                    seconds: real()
                )
            )
        default: return .runEnded(verdict: verdict, seconds: real())
        }
    }
}
