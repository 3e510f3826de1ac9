import Core
import Criteria
import Releasing
import Testing

private func judge() -> TriggerJudge {
    let trigger = RollbackTrigger(
        metric: .burnRate,
        written: "99.5%",
        comparison: .atLeast,
        limit: .amount(0.995)
    )
    return TriggerJudge(trigger, baseline: nil, fallback: nil, minimum: nil)
}

private func answer(_ shares: [Double: Double?], requests: Double = 10_000) -> TriggerAnswer {
    var window = LiveWindow(end: 0)
    window.spans = shares.map { length, share in
        LiveSpan(length: length, requests: share == nil ? nil : requests, errors: share.map { $0 * requests })
    }
    return judge().answer(window)
}

private func isBreach(_ answer: TriggerAnswer) -> Bool { if case .breach = answer { true } else { false } }
private func isSilent(_ answer: TriggerAnswer) -> Bool { if case .inconclusive = answer { true } else { false } }

@Suite("Burn rates")
struct BurnRateTests {
    @Test("of 99.5 %, 7.2 % within an hour and five minutes, or 3 % within six hours and thirty minutes, is too fast")
    func limits() {
        #expect(isBreach(answer([3_600: 0.09, 300: 0.09, 21_600: 0, 1_800: 0])))
        #expect(isBreach(answer([3_600: 0.04, 300: 0.04, 21_600: 0.04, 1_800: 0.04])))
        #expect(!isBreach(answer([3_600: 0.06, 300: 0.06, 21_600: 0.02, 1_800: 0.06])))
        #expect(answer([3_600: 0, 300: 0, 21_600: 0, 1_800: 0]) == .clear)
    }

    @Test("what is over by now, and what has only just begun, is not both lengths of a pair")
    func pairs() {
        #expect(answer([3_600: 0.2, 300: 0, 21_600: 0.2, 1_800: 0]) == .clear, "it is over")
        #expect(!isBreach(answer([3_600: 0.001, 300: 0.5, 21_600: 0.001, 1_800: 0.001])), "it has just begun")
    }

    @Test("without figures, or with too few requests, nothing is told")
    func silence() {
        #expect(isSilent(answer([:])))
        #expect(isSilent(answer([3_600: nil, 300: nil, 21_600: nil, 1_800: nil])))
        #expect(isSilent(answer([3_600: 0.5, 300: 0.5, 21_600: 0.5, 1_800: 0.5], requests: 10)))
    }
}
