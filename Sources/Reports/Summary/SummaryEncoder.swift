import Core
import Scanning

/// Values into the JSON of a summary; `SummaryDecoder` is its mirror image, file by file.
enum SummaryEncoder {
    static func run(_ summary: RunSummary) -> JSON {
        var fields = SummaryFields()
        fields.add("seconds", summary.seconds)
        fields.add("interrupted", summary.interrupted)
        fields.add("banners", summary.banners)
        if let seed = summary.seed { fields.add("seed", self.seed(seed)) }
        if let context = summary.context { fields.add("context", self.context(context)) }
        return fields.json
    }

    private static func context(_ context: RunContext) -> JSON {
        var machine = SummaryFields()
        machine.add("cores", context.machine.cores)
        machine.add("memory_bytes", context.machine.memoryBytes)
        machine.add("system", context.machine.system)
        var fields = SummaryFields()
        fields.add("id", context.id)
        fields.add("branch", context.branch)
        fields.add("commit", context.commit)
        fields.add("trigger", context.trigger)
        fields.add("manual_trigger", context.manualTrigger)
        fields.add("ci", context.ci)
        fields.add("machine", machine.json)
        fields.add("started", context.started)
        return fields.json
    }

    static func step(_ step: StepRecord) -> JSON {
        var fields = SummaryFields()
        fields.add("name", step.name)
        fields.add("stage", step.stage)
        fields.add("kind", step.kind.rawValue)
        fields.add("component", step.component)
        fields.add("allow_failure", step.allowFailure)
        switch step.outcome {
        case .passed(let tries):
            fields.add("outcome", "passed")
            fields.add("tries", tries)
        case .failed(let failure, let tries):
            fields.add("outcome", "failed")
            fields.add("tries", tries)
            fields.add("failure", self.failure(failure))
        case .skipped(let reason):
            fields.add("outcome", "skipped")
            fields.add("reason", reason)
        case .cancelled(let reason):
            fields.add("outcome", "cancelled")
            fields.add("reason", reason)
        }
        fields.add("attempts", step.attempts, attempt)
        fields.add("under_provisioned", step.underProvisioned)
        return fields.json
    }

    private static func attempt(_ attempt: AttemptRecord) -> JSON {
        var fields = SummaryFields()
        fields.add("number", attempt.number)
        switch attempt.outcome {
        case .passed: fields.add("outcome", "passed")
        case .failed(let failure):
            fields.add("outcome", "failed")
            fields.add("failure", self.failure(failure))
        case .cancelled(let reason):
            fields.add("outcome", "cancelled")
            fields.add("reason", reason)
        }
        fields.add("started", attempt.started)
        fields.add("seconds", attempt.seconds)
        fields.add("cpu_seconds", attempt.cpuSeconds)
        fields.add("log", attempt.log)
        fields.add("leaked", attempt.leaked)
        fields.add("output", attempt.output)
        return fields.json
    }

    private static func failure(_ failure: StepOutcome.Failure) -> JSON {
        switch failure {
        case .exit(let code): ["exit": JSON(Int(code))]
        case .signal(let number): ["signal": JSON(Int(number))]
        case .timeout(let limit): ["timeout": SummaryFields.duration(limit)]
        case .infrastructure(let what): ["infrastructure": JSON(what)]
        case .gates(let verdict): ["gates": JSON(verdict.rawValue)]
        }
    }
}
