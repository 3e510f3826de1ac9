extension RunSummary {
    /// What the events of a run tell, without what only its end would have said: for a run that has no summary because
    /// it was killed, or is still under way.
    ///
    /// nil where not even its start is known.
    package init?(events: [RecordedEvent], isRunning: Bool) {
        var fold = RunFold()
        for recorded in events { fold.receive(recorded.event, at: recorded.time) }
        guard let context = fold.context else { return nil }
        self.init(
            context: context,
            steps: fold.records(isRunning: isRunning),
            reports: fold.reports,
            verdict: RunVerdict(gates: [], problems: fold.problems(isRunning: isRunning)),
            seconds: fold.seconds,
            interrupted: fold.interrupted
        )
        services = fold.services
    }
}

/// Gathers what events tell, one by one.
private struct RunFold {
    private(set) var context: RunContext?
    private(set) var reports: [Report] = []
    private(set) var interrupted = false
    private(set) var services: [ServiceRecord] = []
    private var ended: [StepRecord] = []
    /// Tries of steps that have started and not ended, in the order of their start.
    private var open: [(step: String, attempts: [AttemptRecord], started: Double?)] = []
    private var verdict: Verdict?
    private var total = 0
    private var first = 0.0
    private var last = 0.0

    var seconds: Double { max(0, last - first) }

    mutating func receive(_ event: RunEvent, at time: Double) {
        last = time
        switch event {
        case .runStarted(let context, _, let steps):
            self.context = context
            (total, first) = (steps, time)
        case .runResumed(let context, let steps, _):
            self.context = context
            total = steps
            (ended, open, reports, verdict, interrupted) = ([], [], [], nil, false)
        case .attemptStarted(let step, _, _):
            if let index = open.firstIndex(where: { $0.step == step }) {
                open[index].started = time
            } else {
                open.append((step, [], time))
            }
        case .attemptEnded(let step, let attempt):
            guard let index = open.firstIndex(where: { $0.step == step }) else { return }
            open[index].attempts.append(attempt)
            open[index].started = nil
        case .stepEnded(let record):
            ended.append(record)
            open.removeAll { $0.step == record.name }
        case .reportCollected(let step, let path, let format, _, let messages):
            var report = Report(path: path, format: format)
            (report.step, report.messages) = (step, messages)
            reports.append(report)
        case .interrupted: interrupted = true
        case .runEnded(let verdict, _): self.verdict = verdict
        case .serviceReady(let service): services.append(service)
        case .stageStarted, .stageEnded, .stepSlow, .attemptTerminating, .stopping, .gateJudged, .warning, .cache,
            .planned:
            break
        }
    }

    /// Steps that ended, then those that were under way.
    func records(isRunning: Bool) -> [StepRecord] {
        let reason = isRunning ? "still running" : "the run ended before it did"
        return ended.united
            + open.map { step in
                var attempts = step.attempts
                if let started = step.started {
                    attempts.append(
                        AttemptRecord(
                            number: attempts.count + 1,
                            outcome: .cancelled(reason: reason),
                            started: started,
                            seconds: max(0, last - started)
                        )
                    )
                }
                return StepRecord(
                    name: step.step,
                    stage: "",
                    kind: .unit,
                    outcome: .cancelled(reason: reason),
                    attempts: attempts
                )
            }
    }

    func problems(isRunning: Bool) -> [Problem] {
        let unstarted = total - ended.count - open.count
        let counts =
            "\(ended.count) of \(total) steps had ended, \(open.count) ran, \(max(0, unstarted)) had not started"
        if isRunning { return [Problem(.notEvaluated, "the run is still under way", detail: counts)] }
        if let verdict {
            return [
                Problem(
                    .error,
                    "the run has no summary",
                    detail: "its verdict was \(verdict.rawValue), and the summary could not be written or was removed",
                    remedy: "run it again: `assay run`"
                )
            ]
        }
        return [
            Problem(
                .error,
                "the run did not end",
                detail: "its program was killed, or the machine stopped: \(counts)",
                remedy: "run it again: `assay run`"
            )
        ]
    }
}
