import Core
import Scanning

/// Values into the JSON of a summary; `SummaryDecoder` is its mirror image, file by file.
enum SummaryEncoder {
    static func run(_ summary: RunSummary, _ json: inout JSONWriter) {
        json.add("seconds", summary.seconds)
        json.add("interrupted", summary.interrupted)
        json.add("context", summary.context, self.context)
    }

    private static func context(_ context: RunContext, _ json: inout JSONWriter) {
        json.add("id", context.id)
        json.add("branch", context.branch)
        json.add("commit", context.commit)
        json.add("tag", context.tag)
        json.add("target", context.target)
        json.add("pull_request", context.pullRequest)
        json.add("trigger", context.trigger)
        json.add("manual_trigger", context.manualTrigger)
        json.add("ci", context.ci)
        json.add("machine", context.machine) { machine, json in
            json.add("cores", machine.cores)
            json.add("memory_bytes", machine.memoryBytes)
            json.add("system", machine.system)
        }
        json.add("started", context.started)
    }

    static func step(_ step: StepRecord, _ json: inout JSONWriter) {
        json.add("name", step.name)
        json.add("stage", step.stage)
        json.add("kind", step.kind.rawValue)
        json.add("component", step.component)
        json.add("allow_failure", step.allowFailure)
        if step.flakyResult != .pass { json.add("flaky_result", step.flakyResult.rawValue) }
        switch step.outcome {
        case .passed(let tries):
            json.add("outcome", "passed")
            json.add("tries", tries)
        case .found(let code, let tries):
            json.add("outcome", "found")
            json.add("code", Int(code))
            json.add("tries", tries)
        case .failed(let failure, let tries):
            json.add("outcome", "failed")
            json.add("tries", tries)
            json.add("failure", failure, self.failure)
        case .skipped(let reason):
            json.add("outcome", "skipped")
            json.add("reason", reason)
        case .cancelled(let reason):
            json.add("outcome", "cancelled")
            json.add("reason", reason)
        }
        json.add("attempts", step.attempts, attempt)
        json.add("under_provisioned", step.underProvisioned)
        json.add("condition", step.condition)
        if step.hasNeeds { json.add("has_needs", true) }
        json.add("cached", step.cached) { origin, json in
            json.add("run", origin.run)
            json.add("stored", origin.stored)
            json.add("key", origin.key)
        }
    }

    private static func attempt(_ attempt: AttemptRecord, _ json: inout JSONWriter) {
        json.add("number", attempt.number)
        switch attempt.outcome {
        case .passed: json.add("outcome", "passed")
        case .found(let code):
            json.add("outcome", "found")
            json.add("code", Int(code))
        case .failed(let failure):
            json.add("outcome", "failed")
            json.add("failure", failure, self.failure)
        case .cancelled(let reason):
            json.add("outcome", "cancelled")
            json.add("reason", reason)
        }
        json.add("started", attempt.started)
        json.add("seconds", attempt.seconds)
        json.add("cpu_seconds", attempt.cpuSeconds)
        json.add("log", attempt.log)
        json.add("leaked", attempt.leaked)
        json.add("kept", attempt.kept) { file, json in
            json.add("path", file.path)
            json.add("copy", file.copy)
            json.add("bytes", file.bytes)
            json.add("purpose", file.purpose.rawValue)
        }
        json.add("output", attempt.output)
    }

    private static func failure(_ failure: StepOutcome.Failure, _ json: inout JSONWriter) {
        switch failure {
        case .exit(let code): json.add("exit", Int(code))
        case .signal(let number): json.add("signal", Int(number))
        case .timeout(let limit): json.add("timeout", limit)
        case .infrastructure(let what): json.add("infrastructure", what)
        case .gates(let verdict): json.add("gates", verdict.rawValue)
        }
    }
}
