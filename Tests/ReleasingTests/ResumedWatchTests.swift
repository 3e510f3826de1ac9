import Core
import Criteria
import Releasing
import Testing

private func machine(_ times: WatchSettings) -> WatchMachine {
    let trigger = RollbackTrigger(
        metric: .errorRate,
        written: "> 5%",
        comparison: .greater,
        limit: .amount(0.05)
    )
    let judge = TriggerJudge(trigger, baseline: nil, fallback: nil, minimum: nil)
    return WatchMachine(times, judges: [judge], deployed: 0)
}

private var settings: WatchSettings {
    var settings = WatchSettings(source: .file("x"))
    (settings.warmup, settings.duration, settings.windows) = (0, 600, 2)
    return settings
}

@Suite("A watch that was held")
struct ResumedWatchTests {
    @Test("what is held can be watched once more: to its pass, or to its rollback")
    func resumed() {
        var held = machine(settings)
        held.wait(until: 1_200)
        #expect(held.phase == .hold("no figure ever came"))
        held.observe(LiveWindow(end: 1_300, requests: 1_000, errors: 900))
        #expect(held.phase.isEnd, "what is held looks at nothing by itself")

        var well = held
        well.resume(at: 2_000)
        for end in stride(from: 2_030.0, through: 2_600, by: 30) {
            well.observe(LiveWindow(end: end, requests: 1_000, errors: 0))
        }
        #expect(well.phase == .passed)

        var bad = held
        bad.resume(at: 2_000)
        for end in [2_030.0, 2_060] { bad.observe(LiveWindow(end: end, requests: 1_000, errors: 900)) }
        guard case .rollback = bad.phase else { return #expect(Bool(false), "\(bad.phase)") }
        bad.resume(at: 3_000)
        guard case .rollback = bad.phase else { return #expect(Bool(false), "a rollback is for good") }
    }

    @Test("a breach is over only after as many windows that are well")
    func clearing() {
        var watch = machine(settings)
        for end in stride(from: 30.0, through: 570, by: 30) {
            watch.observe(LiveWindow(end: end, requests: 1_000, errors: 0))
        }
        watch.observe(LiveWindow(end: 590, requests: 1_000, errors: 900))
        watch.observe(LiveWindow(end: 600, requests: 1_000, errors: 0))
        #expect(watch.phase == .watching, "one good window proves nothing")
        watch.observe(LiveWindow(end: 630, requests: 1_000, errors: 0))
        #expect(watch.phase == .passed)
    }
}
