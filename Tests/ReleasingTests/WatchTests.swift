import Core
import Criteria
import Releasing
import TestSupport
import Testing

private func trigger(_ metric: RollbackTrigger.Metric, _ limit: RollbackTrigger.Limit) -> TriggerJudge {
    let trigger = RollbackTrigger(
        metric: metric,
        written: "> x",
        comparison: metric == .availability ? .less : .greater,
        limit: limit
    )
    return TriggerJudge(trigger, baseline: nil, fallback: nil, minimum: nil)
}

private let errors = trigger(.errorRate, .amount(0.05))

private func machine() -> WatchMachine {
    var settings = WatchSettings(source: .file("x"))
    (settings.warmup, settings.duration, settings.windows) = (60, 600, 2)
    return WatchMachine(settings, judges: [errors], deployed: 0)
}

private func window(
    _ end: Double,
    _ requests: Double? = 1_000,
    _ errors: Double? = 0,
    problem: String? = nil
)
    -> LiveWindow
{
    LiveWindow(end: end, requests: requests, errors: errors, problem: problem)
}

private func isBreach(_ answer: TriggerAnswer) -> Bool { if case .breach = answer { true } else { false } }
private func isOpen(_ answer: TriggerAnswer) -> Bool { if case .inconclusive = answer { true } else { false } }
private func isRollback(_ phase: WatchMachine.Phase) -> Bool { if case .rollback = phase { true } else { false } }
private func isHold(_ phase: WatchMachine.Phase) -> Bool { if case .hold = phase { true } else { false } }

@Suite("Triggers on live figures")
struct TriggerTests {
    @Test("one failure among few requests is chance; what cannot be chance is a breach")
    func shares() {
        #expect(isOpen(errors.answer(window(0, 2, 1))), "too little traffic")
        #expect(errors.answer(window(0, 100, 6)) == .open, "beyond the limit, and maybe by chance")
        #expect(isBreach(errors.answer(window(0, 1_000, 100))))
        #expect(errors.answer(window(0, 1_000, 10)) == .clear)
        let available = trigger(.availability, .amount(0.995))
        #expect(isOpen(available.answer(window(0, 500, 100))), "600 requests are needed")
        #expect(isBreach(available.answer(window(0, 1_000, 30))))
        #expect(available.answer(window(0, 1_000, 0)) == .clear)
    }

    @Test(
        "what was not measured is not zero",
        arguments: [
            window(0, nil, 0), window(0, 1_000, nil), window(0, .nan, 0), window(0, 1_000, .infinity),
            window(0, 100, 500), window(0, 1_000, -1), window(0, 0, 0), window(0, problem: "stale"),
        ]
    )
    func missing(window: LiveWindow) {
        #expect(isOpen(errors.answer(window)))
    }

    @Test("a multiple of the baseline needs one, or a fallback")
    func baseline() {
        var time = trigger(.responseTime, .timesBaseline(2))
        var seen = window(0)
        seen.responseTime = 0.5
        #expect(isOpen(time.answer(seen)))
        time.fallback = 0.4
        #expect(isBreach(time.answer(seen)))
        time.baseline = 0.3
        #expect(time.answer(seen) == .clear)
        seen.requests = 100
        #expect(isOpen(time.answer(seen)))
    }
}

@Suite("The watch after a deployment")
struct WatchTests {
    @Test("two windows beyond the limit in a row roll back, once and for good")
    func breach() {
        var watch = machine()
        watch.observe(window(10, 1_000, 900))
        #expect(watch.phase == .warmup, "nothing is judged while it warms up")
        watch.observe(window(100, 1_000, 900))
        #expect(watch.phase == .breach(1, of: 2))
        watch.observe(window(130, 1_000, 900))
        #expect(isRollback(watch.phase))
        for end in [160.0, 5_000] { watch.observe(window(end)) }
        watch.wait(until: 1e9)
        #expect(isRollback(watch.phase))
    }

    @Test("a window that tells nothing neither breaks a row nor makes one")
    func silence() {
        var watch = machine()
        watch.observe(window(100, 1_000, 900))
        watch.observe(window(130, problem: "stale"))
        #expect(watch.phase == .breach(1, of: 2))
        watch.observe(window(160, 1_000, 900))
        #expect(isRollback(watch.phase))
    }

    @Test("it passes at the end of its time, measured and well; without figures it is held, and always ends")
    func ends() {
        var well = machine()
        for end in stride(from: 70.0, through: 700, by: 30) { well.observe(window(end)) }
        #expect(well.phase == .passed)
        var dark = machine()
        for end in stride(from: 70.0, through: 5_000, by: 30) { dark.observe(window(end, problem: "no series")) }
        #expect(isHold(dark.phase))
        var late = machine()
        for end in stride(from: 70.0, through: 600, by: 30) { late.observe(window(end)) }
        for end in stride(from: 630.0, through: 2_000, by: 30) { late.observe(window(end, problem: "dead")) }
        #expect(isHold(late.phase), "what went dark at the end is not well")
        var asleep = machine()
        asleep.wait(until: 1e6)
        #expect(isHold(asleep.phase))
    }

    @Test(
        "whatever comes in whatever order: one end at most, no promotion without figures, and a replay comes to the same"
    )
    func property() {
        for seed in UInt64(1)...400 {
            var generator = SeededGenerator(seed: seed)
            var (watch, windows) = (machine(), [LiveWindow]())
            var (now, ends, informed) = (0.0, 0, 0)
            while now < 3_000 {
                now += Double(Int.random(in: 1...90, using: &generator))
                var next = window(now)
                switch Int.random(in: 0...5, using: &generator) {
                case 0: next.errors = Double(Int.random(in: 0...1_000, using: &generator))
                case 1: next.requests = nil
                case 2: next.problem = "x"
                case 3: next.errors = 900
                default: break
                }
                if Int(seed) % 3 == 0 { next.problem = "always dark" }
                windows.append(next)
                let before = watch.isOver
                watch.observe(next)
                watch.wait(until: now)
                if !before, next.problem == nil, next.requests != nil, now >= 60 { informed += 1 }
                if !before, watch.isOver { ends += 1 }
            }
            #expect(ends == 1, "seed \(seed): it ends, once")
            if watch.phase == .passed { #expect(informed >= 2, "seed \(seed)") }
            var again = machine()
            for window in windows + windows {
                again.observe(window)
                again.wait(until: window.end)
            }
            #expect(again.phase == watch.phase, "seed \(seed)")
        }
    }
}
