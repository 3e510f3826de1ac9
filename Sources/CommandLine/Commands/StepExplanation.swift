import Caching
import Core
import Engine
import Scanning
import Storage

/// What is known of a step and its result.
struct StepExplanation {
    let planned: PlannedStep
    /// The run that is told of; nil where there was none.
    private var run: String?
    private var outcome: StepOutcome?
    private var notes: [CacheNote] = []
    /// What the cache says now; nil where it is not asked.
    var now: CacheAnswer?

    init(_ planned: PlannedStep) { self.planned = planned }

    /// Takes what a run's events tell of the step.
    mutating func read(_ stored: StoredRun) {
        run = stored.folder.id
        for recorded in (try? EventLogReader.read(stored.folder))?.entries ?? [] {
            switch recorded.event {
            case .cache(let step, let note) where step == planned.name: notes.append(note)
            case .stepEnded(let record) where record.name == planned.name: outcome = record.outcome
            default: break
            }
        }
    }

    var lines: [String] {
        var lines = ["\(planned.name)  (\(planned.step.kind.rawValue), stage \(planned.stage))"]
        if let run {
            lines.append("in run \(run)")
            lines += past.map { "  \($0)" }
        } else {
            lines.append("no run yet")
        }
        lines.append("in a run now")
        lines += present.map { "  \($0)" }
        lines += planned.why.map { "  \($0)" }
        return lines
    }

    private var past: [String] {
        var lines: [String] = []
        for note in notes {
            switch note {
            case .hit(let origin): lines.append("CACHED: the result of run \(origin.run), key \(origin.key.prefix(12))")
            case .missed(let reasons):
                lines += ["ran, as its result could not be taken from the cache:"] + listed(reasons)
            case .stored(let key): lines.append("its result was kept, key \(key.prefix(12))")
            case .notStored(let reason): lines.append("its result was not kept: \(reason)")
            }
        }
        switch outcome {
        case nil: lines.append("it did not come to its end, or was no part of it")
        case .skipped(let reason): lines.append("skipped: \(reason)")
        case .cancelled(let reason): lines.append("cancelled: \(reason)")
        case .failed(let failure, _): lines.append("failed: \(failure.words)")
        case .passed, .found: if notes.isEmpty { lines.append("ran, as it does in every run: it has no `cache: true`") }
        }
        return lines
    }

    private var present: [String] {
        switch now {
        case nil:
            if planned.skipReason != nil { return [] }
            return planned.step.cache
                ? ["runs: no cache is in use"] : ["runs, as in every run: it has no `cache: true`"]
        case .found(let origin):
            return ["is CACHED: the result of run \(origin.run), key \(origin.key.prefix(12))"]
        case .missing(let reasons): return ["runs, as its result cannot be taken from the cache:"] + listed(reasons)
        }
    }

    private func listed(_ reasons: [String]) -> [String] {
        let shown = reasons.prefix(40).map { "    \($0)" }
        return reasons.count > 40 ? shown + ["    … and \(reasons.count - 40) more"] : shown
    }

    var json: JSON {
        var json: JSON = [
            "step": JSON(planned.name), "stage": JSON(planned.stage), "caches": JSON(planned.caches),
            "why": .array(planned.why.map { JSON($0) }), "run": JSON(run), "past": .array(past.map { JSON($0) }),
        ]
        switch now {
        case nil: json["now"] = ["state": "runs", "reasons": []]
        case .found(let origin):
            json["now"] = [
                "state": "cached", "run": JSON(origin.run), "stored": JSON(origin.stored), "key": JSON(origin.key),
            ]
        case .missing(let reasons): json["now"] = ["state": "runs", "reasons": .array(reasons.map { JSON($0) })]
        }
        return json
    }
}
