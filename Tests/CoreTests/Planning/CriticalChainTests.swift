import Core
import Testing

@Suite("The critical path of a run")
struct CriticalChainTests {
    private func step(_ name: String, _ tries: [(Double, Double)]) -> StepRecord {
        let attempts = tries.enumerated().map { number, times in
            AttemptRecord(number: number + 1, outcome: .passed, started: times.0, seconds: times.1 - times.0)
        }
        return StepRecord(name: name, stage: "s", kind: .unit, outcome: .passed(tries: tries.count), attempts: attempts)
    }

    @Test("each link began when the one before it ended, and the last one ended last")
    func chain() {
        let steps = [
            step("a", [(0, 4)]), step("b", [(0, 1)]), step("c", [(1, 3)]), step("d", [(4, 6), (6, 9)]),
            step("e", [(4, 7)]),
            step("skipped", []),
        ]
        let path = CriticalChain.links(steps)
        #expect(path.map { "\(steps[$0.step].name)\($0.attempt)" } == ["a0", "d0", "d1"])
        #expect(CriticalChain.links([]).isEmpty)
    }

    @Test("times that are none are left out, and equal times make no circle")
    func nonsense() {
        let steps = [step("a", [(.nan, 1)]), step("b", [(1, 1)]), step("c", [(1, 1)]), step("d", [(1, 2)])]
        #expect(CriticalChain.links(steps).map(\.step) == [3])
    }
}
