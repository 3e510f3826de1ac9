import Testing

@testable import Core

struct GateReplayTests {
    private func result(_ id: String, _ day: Double, _ now: Verdict, _ proposed: Verdict) -> GateReplay.Result {
        GateReplay.Result(
            run: HistoricRun(id: id, started: day * 86_400),
            now: now,
            proposed: proposed,
            gates: now == proposed ? [] : [.init(gate: "coverage_gate", now: now, proposed: proposed)]
        )
    }

    private var results: [GateReplay.Result] {
        [
            result("a", 1, .pass, .fail), result("b", 2, .pass, .inconclusive), result("c", 3, .fail, .pass),
            result("d", 4, .fail, .pass), result("e", 5, .pass, .pass), result("f", 6, .pass, .warn),
        ]
    }

    @Test("Proposed gates block some runs and let others pass; what only a flaky test had failed is no escape")
    func kinds() {
        let replay = GateReplay(results, groundless: ["c"])
        #expect(replay.newlyBlocked.map(\.run.id) == ["a", "b"])
        #expect(replay.newlyPassed.map(\.run.id) == ["c", "d"])
        #expect(replay.relieved.map(\.run.id) == ["c"])
        #expect(replay.changed.count == 5)
        #expect(replay.caught == nil)
        #expect(replay.lines[2] == "would pass that are blocked now: 2 (1 by flaky tests alone, 1 as escapes)")
    }

    @Test("A blocked run is no false alarm where a defect came in with it that users found")
    func caught() {
        let escaped = TrackedIssue(id: "I", isBug: true, isEscaped: true, introduced: 2.5 * 86_400, detected: 9e6)
        let found = TrackedIssue(id: "J", isBug: true, isEscaped: false, introduced: 1.5 * 86_400, detected: 9e6)
        let replay = GateReplay(results, issues: [escaped, found])
        #expect(replay.caught?.map(\.run.id) == ["b"])
        #expect(replay.lines[1].contains("1 of them brought in a defect that users found"))
    }
}
