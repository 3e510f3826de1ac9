package import Core

/// A run that is under way, as far as its events tell.
package struct LiveRun: Sendable {
    package struct Step: Sendable, Hashable {
        package enum State: Sendable, Hashable {
            case running
            case passed
            case failed
            /// Not run, or not to its end.
            case other(String)
        }

        package var name: String
        package var state: State
        package var tries: Int
        /// Seconds since 1970; nil where its start is not known.
        package var started: Double?
        /// nil while it runs.
        package var seconds: Double?
    }

    /// nil until its first event is there.
    package private(set) var context: RunContext?
    package private(set) var steps: [Step] = []
    package private(set) var total = 0
    package private(set) var gates: [(gate: GateID, verdict: Verdict)] = []
    package private(set) var warnings: [String] = []
    package private(set) var verdict: Verdict?
    /// Of the newest event, in seconds since 1970.
    package private(set) var last = 0.0
    /// The number that the next event has.
    package private(set) var next = 0
    private var places: [String: Int] = [:]

    private static let mostSteps = 20_000
    private static let mostWarnings = 50

    package init() {}

    /// Takes the next event of the run; one that was taken already is passed over, and so is one with a gap before it.
    package mutating func receive(_ recorded: RecordedEvent) {
        guard recorded.sequence == next || context == nil && Self.begins(recorded.event) else { return }
        next = recorded.sequence + 1
        last = recorded.time
        switch recorded.event {
        case .runStarted(let context, _, let steps): (self.context, total) = (context, steps)
        case .runResumed(let context, let steps, _):
            (self.context, total) = (context, steps)
            (self.steps, places, gates, verdict) = ([], [:], [], nil)
        case .attemptStarted(let step, let number, _):
            change(step) { own in
                own.started = own.started ?? recorded.time
                (own.state, own.tries, own.seconds) = (.running, number, nil)
            }
        case .stepEnded(let record):
            change(record.name) { own in
                own.state = Self.state(record.outcome)
                own.seconds = own.started.map { max(0, recorded.time - $0) }
            }
        case .gateJudged(let gate, let verdict):
            gates.removeAll { $0.gate == gate }
            gates.append((gate, verdict))
        case .warning(let text): if warnings.count < Self.mostWarnings { warnings.append(text) }
        case .runEnded(let verdict, _): self.verdict = verdict
        case .planned, .stageStarted, .stageEnded, .stepSlow, .attemptTerminating, .attemptEnded, .cache,
            .reportCollected, .interrupted, .stopping, .serviceReady:
            break
        }
    }

    /// A run that goes on after it was cut off begins with a later number.
    private static func begins(_ event: RunEvent) -> Bool {
        switch event {
        case .runStarted, .runResumed: true
        default: false
        }
    }

    private mutating func change(_ name: String, _ body: (inout Step) -> Void) {
        if let index = places[name] { return body(&steps[index]) }
        guard steps.count < Self.mostSteps else { return }
        var step = Step(name: name, state: .running, tries: 1)
        body(&step)
        places[name] = steps.count
        steps.append(step)
    }

    private static func state(_ outcome: StepOutcome) -> Step.State {
        switch outcome {
        case .passed, .found: .passed
        case .failed: .failed
        case .skipped(let reason), .cancelled(let reason): .other(reason)
        }
    }
}
