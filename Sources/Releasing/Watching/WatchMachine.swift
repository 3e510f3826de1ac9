package import Core

/// What becomes of a deployment that is watched: a state machine without a clock.
package struct WatchMachine: Sendable {
    package enum Phase: Sendable, Hashable {
        case warmup
        case watching
        /// Beyond a limit, so many windows in a row.
        case breach(Int, of: Int)
        /// Latched: what follows changes nothing.
        case rollback(String)
        /// Too little was measured to promote it; it can be watched once more.
        case hold(String)
        case passed

        /// Whether nothing comes after it by itself.
        package var isEnd: Bool {
            switch self {
            case .warmup, .watching, .breach: false
            case .rollback, .hold, .passed: true
            }
        }
    }

    package private(set) var phase = Phase.warmup
    private let settings: WatchSettings
    private let judges: [TriggerJudge]
    private let deployed: Double
    /// Windows in a row that were beyond the limit, and that were well within it, by trigger.
    private var beyond: [Int]
    private var within: [Int]
    /// Windows by trigger that told something, and what the last one without an answer said.
    private var told: [Int]
    private var silence: String?
    private var last = -Double.infinity
    /// Whether the last window told something of every trigger: what went dark at the end is not well.
    private var answeredLast = false
    /// By trigger: whether it was beyond its limit, and has not been well since for as many windows.
    private var isUnwell: [Bool]
    /// When watching began anew.
    private var resumed: Double?

    package init(_ settings: WatchSettings, judges: [TriggerJudge], deployed: Double) {
        self.settings = settings
        self.judges = judges
        self.deployed = deployed
        beyond = judges.map { _ in 0 }
        within = judges.map { _ in 0 }
        told = judges.map { _ in 0 }
        isUnwell = judges.map { _ in false }
    }

    /// Whether it has come to its end.
    package var isOver: Bool { phase.isEnd }

    private var start: Double { deployed + settings.warmup }
    private var end: Double { max(start, resumed ?? start) + settings.duration }
    /// Without enough figures it is watched once more as long, and then held.
    private var latest: Double { end + settings.duration }

    /// Takes a window; the same one twice is once.
    package mutating func observe(_ window: LiveWindow) {
        guard !isOver, window.end > last else { return }
        last = window.end
        guard window.end >= start else { return }
        answeredLast = true
        for (index, judge) in judges.enumerated() {
            switch judge.answer(window) {
            case .breach(let detail):
                told[index] += 1
                within[index] = 0
                beyond[index] += 1
                isUnwell[index] = true
                guard beyond[index] >= settings.windows else { continue }
                phase = .rollback("\(judge.trigger.metric.rawValue) \(judge.trigger.written): \(detail)")
                return
            case .clear:
                told[index] += 1
                within[index] += 1
                beyond[index] = 0
                if within[index] >= settings.windows { isUnwell[index] = false }
            case .open:
                told[index] += 1
                within[index] = 0
                beyond[index] = 0
            case .inconclusive(let reason):
                silence = reason
                answeredLast = false
            }
        }
        let most = beyond.max() ?? 0
        phase = most > 0 ? .breach(most, of: settings.windows) : .watching
        conclude(window.end)
    }

    /// Time has passed without a window that could be had.
    package mutating func wait(until now: Double) {
        guard !isOver, now >= latest else { return }
        phase = .hold(silence ?? "no figure ever came")
    }

    /// What is held is watched for as long again, from a moment on.
    package mutating func resume(at now: Double) {
        guard case .hold = phase else { return }
        phase = .watching
        resumed = now
        silence = nil
        answeredLast = false
        for index in judges.indices { (beyond[index], within[index], told[index]) = (0, 0, 0) }
    }

    private mutating func conclude(_ now: Double) {
        guard now >= end else { return }
        // A breach that has begun is over once it has been well for as many windows.
        let isWell = !isUnwell.contains(true) && !told.contains { $0 < settings.windows } && !judges.isEmpty
        if isWell, answeredLast {
            phase = .passed
        } else if now >= latest {
            phase = .hold(silence ?? "it never became well")
        }
    }
}
