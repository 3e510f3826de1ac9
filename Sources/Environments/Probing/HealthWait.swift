import Core
import Engine

/// Waits until a service is ready, and remembers what its probes said.
struct HealthWait {
    enum Answer: Hashable {
        case healthy
        case unhealthy(String)
        /// Its process has ended.
        case ended
        case cancelled
    }

    let check: HealthCheck
    let clock: any RunClock
    private var answers: [(from: Duration, to: Duration, count: Int, text: String)] = []

    init(check: HealthCheck, clock: any RunClock) {
        self.check = check
        self.clock = clock
    }

    mutating func run(_ prober: Prober, isOver: () -> Bool) async -> Answer {
        let start = clock.monotonicTime()
        var failures = 0
        while true {
            let began = clock.monotonicTime() - start
            let problem = await prober.probe()
            if isOver() { return .ended }
            if Task.isCancelled { return .cancelled }
            guard let problem else { return .healthy }
            note(problem, at: began)
            if began >= check.startPeriod, prober.hasStarted { failures += 1 }
            if failures >= check.retries {
                let seconds = Self.seconds(clock.monotonicTime() - start)
                return .unhealthy(
                    "\(answers.reduce(0) { $0 + $1.count }) probes in \(seconds), the last one: \(problem)"
                )
            }
            if await pauseEnded(isOver) { return .ended }
            if Task.isCancelled { return .cancelled }
        }
    }

    /// Waits for the next probe; true where the process ended meanwhile.
    private func pauseEnded(_ isOver: () -> Bool) async -> Bool {
        let next = clock.monotonicTime() + check.interval
        while case let now = clock.monotonicTime(), now < next {
            if isOver() { return true }
            do { try await clock.sleep(until: min(next, now + .milliseconds(50))) } catch { return isOver() }
        }
        return isOver()
    }

    private mutating func note(_ text: String, at time: Duration) {
        if let last = answers.indices.last, answers[last].text == text {
            answers[last].to = time
            answers[last].count += 1
        } else {
            answers.append((time, time, 1, text))
            // The first ones and the last ones tell most.
            if answers.count > 40 { answers.remove(at: 20) }
        }
    }

    /// What the probes said, as lines; equal answers in a row are one.
    var history: [String] {
        guard !answers.isEmpty else { return [] }
        return ["probes of its health (\(check.words)):"]
            + answers.map { answer in
                let time = Self.seconds(answer.from) + (answer.count > 1 ? "–\(Self.seconds(answer.to))" : "")
                return "  \(time): \(answer.text)\(answer.count > 1 ? " (\(answer.count) times)" : "")"
            }
    }

    /// `1.3s`, `30s`.
    static func seconds(_ duration: Duration) -> String {
        let tenths = Int((duration / .milliseconds(100)).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
    }
}
