package import Core
package import Scanning

/// A run as a trace that Perfetto and Chrome's tracing page show: a row for each place that steps ran in, a slice for each
/// try, and those that the run's length comes from marked.
package enum ChromeTrace {
    package static func value(_ summary: RunSummary) -> JSON {
        let path = CriticalChain.links(summary.steps)
        let critical = Set(path)
        let slices = slices(of: summary.steps)
        let start = slices.map(\.start).min() ?? 0
        var events: [JSON] = [name("process_name", summary.context?.id ?? "run", thread: 0)]
        for row in 0..<(slices.map { $0.row + 1 }.max() ?? 0) {
            events.append(name("thread_name", "place \(row + 1)", thread: row + 1))
        }
        for slice in slices {
            let step = summary.steps[slice.link.step]
            events.append(event(step, slice, start: start, isCritical: critical.contains(slice.link)))
        }
        return [
            "traceEvents": .array(events), "displayTimeUnit": "ms",
            "otherData": [
                "run": JSON(summary.context?.id), "seconds": JSON(summary.seconds),
                "critical_path": .array(path.map { JSON(CleanText.line(summary.steps[$0.step].name)) }),
            ],
        ]
    }

    private struct Slice {
        var link: CriticalChain.Link
        var start: Double
        var seconds: Double
        var row: Int
    }

    /// Every try in the first row that is free when it starts.
    private static func slices(of steps: [StepRecord]) -> [Slice] {
        var slices: [Slice] = []
        for (index, step) in steps.enumerated() {
            for (number, attempt) in step.attempts.enumerated()
            where attempt.started.isFinite && attempt.seconds.isFinite {
                let link = CriticalChain.Link(step: index, attempt: number)
                slices.append(Slice(link: link, start: attempt.started, seconds: max(0, attempt.seconds), row: 0))
            }
        }
        slices.sort { $0.start < $1.start }
        var free: [Double] = []
        for index in slices.indices {
            let end = slices[index].start + slices[index].seconds
            if let row = free.firstIndex(where: { $0 <= slices[index].start }) {
                slices[index].row = row
                free[row] = end
            } else {
                slices[index].row = free.count
                free.append(end)
            }
        }
        return slices
    }

    private static func event(_ step: StepRecord, _ slice: Slice, start: Double, isCritical: Bool) -> JSON {
        let view = StepView(step)
        let attempt = step.attempts[slice.link.attempt]
        return [
            "name": JSON(view.name), "cat": JSON(isCritical ? "step,critical" : "step"), "ph": "X", "pid": 1,
            "tid": JSON(slice.row + 1), "ts": JSON(((slice.start - start) * 1e6).rounded()),
            "dur": JSON((slice.seconds * 1e6).rounded()),
            "cname": isCritical ? "terrible" : "good",
            "args": [
                "stage": JSON(view.stage), "kind": JSON(view.kind), "try": JSON(attempt.number),
                "outcome": JSON(view.status.rawValue), "detail": JSON(view.detail), "critical": JSON(isCritical),
                "cpu_seconds": JSON(attempt.cpuSeconds), "cached": JSON(step.cached != nil),
            ],
        ]
    }

    private static func name(_ kind: String, _ text: String, thread: Int) -> JSON {
        ["name": JSON(kind), "ph": "M", "pid": 1, "tid": JSON(thread), "args": ["name": JSON(text)]]
    }
}
