import Core

/// The steps over time, and which of them the run's length hangs on.
struct TimelineView {
    struct Row {
        var step: StepView
        var bars: [StepView.Bar]
        /// Whether making it shorter would make the run shorter, as far as times tell.
        var isCritical: Bool
        /// Seconds after the first start; nil for a step that never ran.
        var start: Double?
    }

    /// In the order of their starts; those that never ran last.
    var rows: [Row]
    /// From the first start to the last end, in seconds.
    var length: Double
    /// Steps on the critical path, the longest first, with their seconds.
    var critical: [(name: String, seconds: Double)]

    init(_ steps: [StepView]) {
        let records = steps.map(\.record)
        guard let span = StepView.span(records) else {
            rows = steps.map { Row(step: $0, bars: [], isCritical: false) }
            (length, critical) = (0, [])
            return
        }
        length = span.end - span.start
        let path = Set(CriticalChain.links(records).map(\.step))
        let all = steps.enumerated().map { index, step in
            Row(
                step: step,
                bars: StepView.bars(step.record, from: span.start, to: span.end),
                isCritical: path.contains(index),
                start: step.record.attempts.first.map { $0.started - span.start }
            )
        }
        rows =
            all.filter { $0.start != nil }.sorted { ($0.start ?? 0) < ($1.start ?? 0) } + all.filter { $0.start == nil }
        critical = path.map { (name: steps[$0].name, seconds: steps[$0].seconds) }
            .sorted { $0.seconds > $1.seconds }
    }
}
