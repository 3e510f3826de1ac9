import Core
import Scanning

/// Events of the run as a whole.
extension RunEvent {
    mutating func runStarted(_ fields: inout some Fields) throws(ScanError) {
        var (context, stages, steps) = (RunContext.blank, 0, 0)
        if case .runStarted(let own, let stageCount, let stepCount) = self {
            (context, stages, steps) = (own, stageCount, stepCount)
        }
        try fields.derived("assay_events", RecordedEvent.version)
        try fields(required: "context", &context)
        try fields(required: "stages", &stages)
        try fields(required: "steps", &steps)
        self = .runStarted(context, stages: stages, steps: steps)
    }

    mutating func planned(_ fields: inout some Fields) throws(ScanError) {
        var plan = plan ?? .blank
        try plan.visit(&fields)
        self = .planned(plan)
    }

    mutating func runResumed(_ fields: inout some Fields) throws(ScanError) {
        var (context, steps, kept) = (RunContext.blank, 0, 0)
        if case .runResumed(let own, let stepCount, let keptCount) = self {
            (context, steps, kept) = (own, stepCount, keptCount)
        }
        try fields.derived("assay_events", RecordedEvent.version)
        try fields(required: "context", &context)
        try fields(required: "steps", &steps)
        try fields(required: "kept", &kept)
        self = .runResumed(context, steps: steps, kept: kept)
    }

    mutating func stageStarted(_ fields: inout some Fields) throws(ScanError) {
        var stage = ""
        if case .stageStarted(let name) = self { stage = name }
        try fields(required: "stage", &stage)
        self = .stageStarted(name: stage)
    }

    mutating func stageEnded(_ fields: inout some Fields) throws(ScanError) {
        var (stage, succeeded) = ("", false)
        if case .stageEnded(let name, let isGood) = self { (stage, succeeded) = (name, isGood) }
        try fields(required: "stage", &stage)
        try fields(required: "succeeded", &succeeded)
        self = .stageEnded(name: stage, succeeded: succeeded)
    }

    mutating func interrupted(_ fields: inout some Fields) throws(ScanError) {
        var forced = false
        if case .interrupted(let isForced) = self { forced = isForced }
        try fields(required: "forced", &forced)
        self = .interrupted(forced: forced)
    }

    mutating func stopping(_ fields: inout some Fields) throws(ScanError) {
        var cause = ""
        if case .stopping(let own) = self { cause = own }
        try fields(required: "cause", &cause)
        self = .stopping(cause: cause)
    }

    mutating func gateJudged(_ fields: inout some Fields) throws(ScanError) {
        var (gate, verdict) = (GateID.codeQuality, Verdict.notEvaluated)
        if case .gateJudged(let id, let word) = self { (gate, verdict) = (id, word) }
        try fields(required: "gate", &gate)
        try fields(required: "verdict", &verdict)
        self = .gateJudged(gate: gate, verdict: verdict)
    }

    mutating func serviceReady(_ fields: inout some Fields) throws(ScanError) {
        var service = ServiceRecord.blank
        if case .serviceReady(let own) = self { service = own }
        try fields(required: "service", &service)
        self = .serviceReady(service)
    }

    mutating func warning(_ fields: inout some Fields) throws(ScanError) {
        var text = ""
        if case .warning(let own) = self { text = own }
        try fields(required: "text", &text)
        self = .warning(text)
    }

    mutating func runEnded(_ fields: inout some Fields) throws(ScanError) {
        var (verdict, seconds) = (Verdict.notEvaluated, 0.0)
        if case .runEnded(let word, let duration) = self { (verdict, seconds) = (word, duration) }
        try fields(required: "verdict", &verdict)
        try fields(required: "seconds", &seconds)
        self = .runEnded(verdict: verdict, seconds: seconds)
    }
}
