package import Core
package import Scanning

extension RecordedEvent {
    /// Reads back what `json` wrote.
    package init(json: JSON) throws(EventError) {
        self.init(
            run: try json.text("run"),
            sequence: try json.int("seq"),
            time: try json.double("t"),
            event: try RunEvent(json: json)
        )
    }
}

extension RunEvent {
    fileprivate init(json: JSON) throws(EventError) {
        let type = try json.text("type")
        switch type {
        case "run_started":
            self = .runStarted(
                try RunContext(json: json.field("context")),
                stages: try json.int("stages"),
                steps: try json.int("steps")
            )
        case "planned":
            self = .planned(
                PlanRecord(
                    digest: try json.text("digest"),
                    only: try json.list("only").compactMap(\.string),
                    withNeeds: try json.bool("with_needs")
                )
            )
        case "run_resumed":
            self = .runResumed(
                try RunContext(json: json.field("context")),
                steps: try json.int("steps"),
                kept: try json.int("kept")
            )
        case "stage_started": self = .stageStarted(name: try json.text("stage"))
        case "stage_ended":
            self = .stageEnded(name: try json.text("stage"), succeeded: try json.bool("succeeded"))
        case "attempt_started":
            self = .attemptStarted(
                step: try json.text("step"),
                number: try json.int("number"),
                processID: json.optional("process") == nil ? nil : try json.int32("process")
            )
        case "step_slow": self = .stepSlow(step: try json.text("step"), seconds: try json.double("seconds"))
        case "attempt_terminating":
            self = .attemptTerminating(step: try json.text("step"), reason: try json.text("reason"))
        case "attempt_ended":
            self = .attemptEnded(step: try json.text("step"), try AttemptRecord(json: json.field("attempt")))
        case "step_ended": self = .stepEnded(try StepRecord(json: json.field("record")))
        case "cache": self = .cache(step: try json.text("step"), try CacheNote(json: json))
        case "report_collected": self = try Self.reportCollected(json)
        case "interrupted": self = .interrupted(forced: try json.bool("forced"))
        case "stopping": self = .stopping(cause: try json.text("cause"))
        case "gate_judged": self = .gateJudged(gate: try json.word("gate"), verdict: try json.word("verdict"))
        case "warning": self = .warning(try json.text("text"))
        case "run_ended": self = .runEnded(verdict: try json.word("verdict"), seconds: try json.double("seconds"))
        default: throw EventError("unknown event `\(type)`; was it written by a newer version?")
        }
    }

    private static func reportCollected(_ json: JSON) throws(EventError) -> RunEvent {
        var messages: [ReportMessage] = []
        for message in try json.list("messages") { messages.append(try ReportMessage(json: message)) }
        return .reportCollected(
            step: try json.text("step"),
            path: try json.text("path"),
            format: try json.text("format"),
            status: try json.word("status"),
            messages: messages
        )
    }
}

extension RunContext {
    package init(json: JSON) throws(EventError) {
        let machine = try json.field("machine")
        self.init(
            id: try json.text("id"),
            branch: try json.optionalText("branch"),
            commit: try json.optionalText("commit"),
            trigger: try json.text("trigger"),
            manualTrigger: try json.bool("manual_trigger"),
            ci: try json.bool("ci"),
            machine: Machine(
                cores: try machine.int("cores"),
                memoryBytes: try machine.double("memory_bytes"),
                system: try machine.text("system")
            ),
            started: try json.double("started"),
            tag: try json.optionalText("tag"),
            target: try json.optionalText("target"),
            pullRequest: try json.optionalText("pull_request")
        )
    }
}

extension AttemptRecord {
    package init(json: JSON) throws(EventError) {
        self.init(
            number: try json.int("number"),
            outcome: try AttemptOutcome(json: json.field("outcome")),
            started: try json.double("started"),
            seconds: try json.double("seconds"),
            cpuSeconds: try json.optionalDouble("cpu_seconds"),
            log: try json.optionalText("log"),
            leaked: try json.int("leaked")
        )
        for file in json.optional("kept")?.array ?? [] { kept.append(try KeptCopy(json: file)) }
    }
}

extension KeptCopy {
    fileprivate init(json: JSON) throws(EventError) {
        self.init(
            path: try json.text("path"),
            copy: try json.optionalText("copy"),
            bytes: try json.int("bytes"),
            purpose: try json.word("purpose")
        )
    }
}

extension StepRecord {
    package init(json: JSON) throws(EventError) {
        var attempts: [AttemptRecord] = []
        for attempt in try json.list("attempts") { attempts.append(try AttemptRecord(json: attempt)) }
        self.init(
            name: try json.text("name"),
            stage: try json.text("stage"),
            kind: try json.word("kind"),
            component: try json.optionalText("component"),
            allowFailure: try json.bool("allow_failure"),
            outcome: try StepOutcome(json: json.field("outcome")),
            attempts: attempts,
            hasNeeds: json.optional("has_needs") == nil ? false : try json.bool("has_needs")
        )
        flakyResult = try json.optionalText("flaky_result").flatMap(FlakyResult.init) ?? .pass
        cached = try json.optional("cached").map { json throws(EventError) in try CacheOrigin(json: json) }
    }
}

extension CacheOrigin {
    fileprivate init(json: JSON) throws(EventError) {
        self.init(run: try json.text("run"), stored: try json.double("stored"), key: try json.text("key"))
    }
}

extension CacheNote {
    fileprivate init(json: JSON) throws(EventError) {
        switch try json.text("result") {
        case "hit": self = .hit(try CacheOrigin(json: json.field("origin")))
        case "missed": self = .missed(reasons: try json.list("reasons").compactMap(\.string))
        case "stored": self = .stored(key: try json.text("key"))
        case "not_stored": self = .notStored(reason: try json.text("reason"))
        case let word: throw EventError("`result` is the unknown word `\(word)`")
        }
    }
}

extension AttemptOutcome {
    package init(json: JSON) throws(EventError) {
        switch try json.text("state") {
        case "passed": self = .passed
        case "found": self = .found(code: try json.int32("code"))
        case "failed": self = .failed(try StepOutcome.Failure(json: json.field("failure")))
        case "cancelled": self = .cancelled(reason: try json.text("reason"))
        case let word: throw EventError("`state` is the unknown word `\(word)`")
        }
    }
}

extension StepOutcome {
    package init(json: JSON) throws(EventError) {
        switch try json.text("state") {
        case "passed": self = .passed(tries: try json.int("tries"))
        case "found": self = .found(code: try json.int32("code"), tries: try json.int("tries"))
        case "failed": self = .failed(try Failure(json: json.field("failure")), tries: try json.int("tries"))
        case "skipped": self = .skipped(reason: try json.text("reason"))
        case "cancelled": self = .cancelled(reason: try json.text("reason"))
        case let word: throw EventError("`state` is the unknown word `\(word)`")
        }
    }
}

extension StepOutcome.Failure {
    package init(json: JSON) throws(EventError) {
        switch try json.text("cause") {
        case "exit": self = .exit(code: try json.int32("code"))
        case "signal": self = .signal(try json.int32("number"))
        case "timeout":
            let seconds = Int64(try json.int("seconds"))
            let attoseconds = Int64(try json.int("attoseconds"))
            self = .timeout(Duration(secondsComponent: seconds, attosecondsComponent: attoseconds))
        case "infrastructure": self = .infrastructure(try json.text("reason"))
        case "gates": self = .gates(try json.word("verdict"))
        case let word: throw EventError("`cause` is the unknown word `\(word)`")
        }
    }
}

extension ReportMessage {
    package init(json: JSON) throws(EventError) {
        self.init(
            try json.word("severity"),
            try json.text("text"),
            line: try json.optionalInt("line"),
            column: try json.optionalInt("column"),
            offset: try json.optionalInt("offset"),
            weight: try Weight(json: json)
        )
    }
}

extension ReportMessage.Weight {
    fileprivate init(json: JSON) throws(EventError) {
        guard let part = json.optional("incomplete") else {
            self = json["contradictory"]?.bool == true ? .contradictory : .none
            return
        }
        let category: ScanCategory? = part.optional("category") == nil ? nil : try part.word("category")
        let files = try part.list("files").compactMap(\.string)
        self = .incomplete(ReportMessage.Part(category: category, tool: try part.optionalText("tool"), files: files))
    }
}
