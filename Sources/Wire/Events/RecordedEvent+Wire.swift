package import Core
package import Scanning

/// One object a line: `run` (the run's id), `seq` (from 0), `t` (seconds since 1970), `type`, and the event's own fields.
extension RecordedEvent: Wired {
    /// The version of the stream, told by its first event.
    package static let version = 2

    package static var blank: RecordedEvent { RecordedEvent(run: "", sequence: 0, time: 0, event: .warning("")) }

    package mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        try fields(required: "run", &run)
        try fields(required: "seq", &sequence)
        try fields(required: "t", &time)
        try event.visit(&fields)
    }
}

extension RunEvent {
    /// The words by which events are told apart.
    private enum Word: String, WireWord {
        case runStarted = "run_started"
        case planned
        case runResumed = "run_resumed"
        case stageStarted = "stage_started"
        case stageEnded = "stage_ended"
        case attemptStarted = "attempt_started"
        case stepSlow = "step_slow"
        case attemptTerminating = "attempt_terminating"
        case attemptEnded = "attempt_ended"
        case stepEnded = "step_ended"
        case cache
        case reportCollected = "report_collected"
        case interrupted
        case stopping
        case gateJudged = "gate_judged"
        case serviceReady = "service_ready"
        case warning
        case runEnded = "run_ended"
    }

    /// The fields of the event, within the object of its record.
    fileprivate mutating func visit(_ fields: inout some Fields) throws(ScanError) {
        var word = word
        try fields(required: "type", &word)
        switch word {
        case .runStarted: try runStarted(&fields)
        case .planned: try planned(&fields)
        case .runResumed: try runResumed(&fields)
        case .stageStarted: try stageStarted(&fields)
        case .stageEnded: try stageEnded(&fields)
        case .attemptStarted: try attemptStarted(&fields)
        case .stepSlow: try stepSlow(&fields)
        case .attemptTerminating: try attemptTerminating(&fields)
        case .attemptEnded: try attemptEnded(&fields)
        case .stepEnded: try stepEnded(&fields)
        case .cache: try cache(&fields)
        case .reportCollected: try reportCollected(&fields)
        case .interrupted: try interrupted(&fields)
        case .stopping: try stopping(&fields)
        case .gateJudged: try gateJudged(&fields)
        case .serviceReady: try serviceReady(&fields)
        case .warning: try warning(&fields)
        case .runEnded: try runEnded(&fields)
        }
    }

    private var word: Word {
        switch self {
        case .runStarted: .runStarted
        case .planned: .planned
        case .runResumed: .runResumed
        case .stageStarted: .stageStarted
        case .stageEnded: .stageEnded
        case .attemptStarted: .attemptStarted
        case .stepSlow: .stepSlow
        case .attemptTerminating: .attemptTerminating
        case .attemptEnded: .attemptEnded
        case .stepEnded: .stepEnded
        case .cache: .cache
        case .reportCollected: .reportCollected
        case .interrupted: .interrupted
        case .stopping: .stopping
        case .gateJudged: .gateJudged
        case .serviceReady: .serviceReady
        case .warning: .warning
        case .runEnded: .runEnded
        }
    }
}
