package import Core
package import Scanning

extension RecordedEvent {
    /// The event as one object: `run` (the run's id), `seq` (from 0), `t` (seconds since 1970), `type`, and the event's
    /// own fields.
    package var json: JSON {
        let (type, fields) = event.parts
        return .object(
            [
                .init("run", .string(run)), .init("seq", JSON(sequence)), .init("t", .number(time)),
                .init("type", .string(type)),
            ] + fields.map { JSON.Member($0.0, $0.1) }
        )
    }
}

extension RunEvent {
    fileprivate var parts: (String, [(String, JSON)]) {
        switch self {
        case .runStarted(let context, let stages, let steps):
            (
                "run_started",
                [("assay_events", 1), ("context", context.json), ("stages", JSON(stages)), ("steps", JSON(steps))]
            )
        case .planned(let plan):
            (
                "planned",
                [
                    ("digest", JSON(plan.digest)), ("only", .array(plan.only.map { JSON($0) })),
                    ("with_needs", JSON(plan.withNeeds)),
                ]
            )
        case .runResumed(let context, let steps, let kept):
            (
                "run_resumed",
                [("assay_events", 1), ("context", context.json), ("steps", JSON(steps)), ("kept", JSON(kept))]
            )
        case .stageStarted(let name): ("stage_started", [("stage", JSON(name))])
        case .stageEnded(let name, let succeeded):
            ("stage_ended", [("stage", JSON(name)), ("succeeded", JSON(succeeded))])
        case .attemptStarted(let step, let number, let process):
            (
                "attempt_started",
                [("step", JSON(step)), ("number", JSON(number)), ("process", JSON(process.map { Int($0) }))]
            )
        case .stepSlow(let step, let seconds): ("step_slow", [("step", JSON(step)), ("seconds", JSON(seconds))])
        case .attemptTerminating(let step, let reason):
            ("attempt_terminating", [("step", JSON(step)), ("reason", JSON(reason))])
        case .attemptEnded(let step, let record): ("attempt_ended", [("step", JSON(step)), ("attempt", record.json)])
        case .stepEnded(let record): ("step_ended", [("step", JSON(record.name)), ("record", record.json)])
        case .cache(let step, let note): ("cache", [("step", JSON(step))] + note.parts)
        case .reportCollected(let step, let path, let format, let status, let messages):
            (
                "report_collected",
                [
                    ("step", JSON(step)), ("path", JSON(path)), ("format", JSON(format)),
                    ("status", JSON(status.rawValue)), ("messages", JSON(messages.map(\.json))),
                ]
            )
        case .interrupted(let forced): ("interrupted", [("forced", JSON(forced))])
        case .stopping(let cause): ("stopping", [("cause", JSON(cause))])
        case .gateJudged(let gate, let verdict):
            ("gate_judged", [("gate", JSON(gate.rawValue)), ("verdict", JSON(verdict.rawValue))])
        case .warning(let text): ("warning", [("text", JSON(text))])
        case .runEnded(let verdict, let seconds):
            ("run_ended", [("verdict", JSON(verdict.rawValue)), ("seconds", JSON(seconds))])
        }
    }
}

extension RunContext {
    package var json: JSON {
        [
            "id": JSON(id), "branch": JSON(branch), "commit": JSON(commit), "trigger": JSON(trigger),
            "manual_trigger": JSON(manualTrigger), "ci": JSON(ci), "tag": JSON(tag), "target": JSON(target),
            "pull_request": JSON(pullRequest),
            "machine": [
                "cores": JSON(machine.cores), "memory_bytes": JSON(machine.memoryBytes),
                "system": JSON(machine.system),
            ],
            "started": JSON(started),
        ]
    }
}

extension AttemptRecord {
    package var json: JSON {
        [
            "number": JSON(number), "outcome": outcome.json, "started": JSON(started), "seconds": JSON(seconds),
            "cpu_seconds": JSON(cpuSeconds), "log": JSON(log), "leaked": JSON(leaked),
            "kept": .array(kept.map(\.json)),
        ]
    }
}

extension KeptCopy {
    fileprivate var json: JSON {
        [
            "path": JSON(path), "copy": JSON(copy), "bytes": JSON(bytes), "purpose": JSON(purpose.rawValue),
        ]
    }
}

extension StepRecord {
    package var json: JSON {
        [
            "name": JSON(name), "stage": JSON(stage), "kind": JSON(kind.rawValue), "component": JSON(component),
            "allow_failure": JSON(allowFailure), "flaky_result": JSON(flakyResult.rawValue), "outcome": outcome.json,
            "attempts": JSON(attempts.map(\.json)), "has_needs": JSON(hasNeeds), "cached": cached?.json ?? .null,
        ]
    }
}

extension CacheOrigin {
    fileprivate var json: JSON { ["run": JSON(run), "stored": JSON(stored), "key": JSON(key)] }
}

extension CacheNote {
    fileprivate var parts: [(String, JSON)] {
        switch self {
        case .hit(let origin): [("result", "hit"), ("origin", origin.json)]
        case .missed(let reasons): [("result", "missed"), ("reasons", .array(reasons.map { JSON($0) }))]
        case .stored(let key): [("result", "stored"), ("key", JSON(key))]
        case .notStored(let reason): [("result", "not_stored"), ("reason", JSON(reason))]
        }
    }
}

extension AttemptOutcome {
    package var json: JSON {
        switch self {
        case .passed: ["state": "passed"]
        case .found(let code): ["state": "found", "code": JSON(Int(code))]
        case .failed(let failure): ["state": "failed", "failure": failure.json]
        case .cancelled(let reason): ["state": "cancelled", "reason": JSON(reason)]
        }
    }
}

extension StepOutcome {
    package var json: JSON {
        switch self {
        case .passed(let tries): ["state": "passed", "tries": JSON(tries)]
        case .found(let code, let tries): ["state": "found", "code": JSON(Int(code)), "tries": JSON(tries)]
        case .failed(let failure, let tries): ["state": "failed", "failure": failure.json, "tries": JSON(tries)]
        case .skipped(let reason): ["state": "skipped", "reason": JSON(reason)]
        case .cancelled(let reason): ["state": "cancelled", "reason": JSON(reason)]
        }
    }
}

extension StepOutcome.Failure {
    package var json: JSON {
        switch self {
        case .exit(let code): ["cause": "exit", "code": JSON(Int(code))]
        case .signal(let number): ["cause": "signal", "number": JSON(Int(number))]
        case .timeout(let limit):
            [
                "cause": "timeout", "seconds": .integer(limit.components.seconds),
                "attoseconds": .integer(limit.components.attoseconds),
            ]
        case .infrastructure(let reason): ["cause": "infrastructure", "reason": JSON(reason)]
        case .gates(let verdict): ["cause": "gates", "verdict": JSON(verdict.rawValue)]
        }
    }
}

extension ReportMessage {
    package var json: JSON {
        var json: JSON = [
            "severity": JSON(severity.rawValue), "text": JSON(text), "line": JSON(line), "column": JSON(column),
            "offset": JSON(offset),
        ]
        switch weight {
        case .none: break
        case .incomplete(let part):
            json["incomplete"] = [
                "category": JSON(part.category?.rawValue), "tool": JSON(part.tool),
                "files": .array(part.files.map { JSON($0) }),
            ]
        case .contradictory: json["contradictory"] = true
        }
        return json
    }
}
