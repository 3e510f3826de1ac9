import Core
import Releasing
import Testing

private func step(_ name: String, _ kind: Kind = .unit, _ outcome: StepOutcome = .passed(tries: 1)) -> StepRecord {
    StepRecord(name: name, stage: "all", kind: kind, outcome: outcome)
}

private func tally(passed: Int, failed: Int = 0) -> TestTally { TestTally(passed: passed, failed: failed) }

private func criterion(_ path: String, _ judgement: Judgement) -> CriterionVerdict {
    CriterionVerdict(
        criterion: Criterion(path: path, metric: "coverage", written: ">= 80%", expression: nil),
        cells: [CellVerdict(labels: [:], judgement: judgement)]
    )
}

private func run(
    _ id: String = "r1",
    started: Double = 1_000,
    verdicts: [RunVerdict] = [RunVerdict(gates: [], problems: [])],
    steps: [StepRecord] = [step("unit")],
    tests: [String: TestTally] = ["unit": tally(passed: 3)]
) -> RunEvidence {
    RunEvidence(id: id, started: started, verdicts: verdicts, steps: steps, tests: tests)
}

private func verdict(
    _ ask: DeploymentRequirement.Ask,
    _ runs: [RunEvidence],
    now: Double = 1_100,
    expected: [Kind: [String]] = [.unit: ["unit"]]
) -> Verdict {
    RequirementJudge(
        runs: runs,
        limits: DeploymentLimits(maxAge: 1_000, scanMaxAge: 500),
        expected: expected,
        now: now
    ).answer(ask).answer.verdict
}

private func gate(_ id: GateID, _ judgement: Judgement, blocking: Bool = true) -> RunVerdict {
    RunVerdict(
        gates: [GateVerdict(gate: id, blocking: blocking, criteria: [criterion("overall.threshold", judgement)])],
        problems: []
    )
}

@Suite("Required gates")
struct RequirementTests {
    @Test("that all tests pass names those which a selection left out, a few of many")
    func leftOut() {
        var selected = run()
        selected.leftOut = ["unit": (1...7).map { "t/\($0)" }, "e2e": ["e2e"]]
        let judge = RequirementJudge(
            runs: [selected],
            limits: DeploymentLimits(maxAge: 1_000, scanMaxAge: 500),
            expected: [.unit: ["unit"]],
            now: 1_100
        )
        let answer = judge.answer(.tests(.unit)).answer
        #expect(answer.verdict == .pass)
        #expect(
            answer.detail
                == "3 tests passed; not run, since the change does not need them: t/1, t/2, t/3, t/4, t/5 and 2 more"
        )
    }

    @Test("tests of a kind pass only where every expected step ran, something was executed and nothing failed")
    func tests() {
        #expect(verdict(.tests(.unit), [run()]) == .pass)
        #expect(verdict(.tests(.unit), []) == .notEvaluated)
        #expect(verdict(.tests(.unit), [run(tests: [:])]) == .notEvaluated)
        #expect(verdict(.tests(.unit), [run(tests: ["unit": TestTally()])]) == .notEvaluated)
        #expect(verdict(.tests(.unit), [run(tests: ["unit": tally(passed: 2, failed: 1)])]) == .fail)
        #expect(verdict(.tests(.unit), [run(steps: [])]) == .notEvaluated)
        #expect(verdict(.tests(.e2e), [run()]) == .notEvaluated, "no such step is configured")
        let skipped = run(steps: [step("unit", .unit, .skipped(reason: StepOutcome.notSelected))])
        #expect(verdict(.tests(.unit), [skipped]) == .notEvaluated)
        let failed = run(steps: [step("unit", .unit, .failed(.exit(code: 1), tries: 1))])
        #expect(verdict(.tests(.unit), [failed]) == .fail)
    }

    @Test("what is too old, or of the future, proves nothing; what was wrong stays wrong")
    func age() {
        #expect(verdict(.tests(.unit), [run()], now: 2_100) == .notEvaluated)
        #expect(verdict(.tests(.unit), [run()], now: 100) == .error)
        let failed = run(tests: ["unit": tally(passed: 2, failed: 1)])
        #expect(verdict(.tests(.unit), [failed], now: 2_100) == .fail)
        let scan = run(verdicts: [gate(.security, .inconclusive(reason: "x", measured: []))])
        #expect(verdict(.gate(.security), [scan], now: 1_600) == .notEvaluated, "a scan grows old sooner")
    }

    @Test("a gate's answer is the worst of what was recorded and what holds today")
    func gates() {
        let red = gate(.coverage, .missed(reason: "x"))
        let open = gate(.coverage, .notEvaluated(reason: "x"))
        #expect(verdict(.gate(.coverage), [run()]) == .notEvaluated, "it is not configured")
        #expect(verdict(.gate(.coverage), [run(verdicts: [open, red])]) == .fail)
        #expect(verdict(.gate(.coverage), [run(verdicts: [red, open])]) == .fail)
        #expect(verdict(.criteria(.coverage, path: "overall"), [run(verdicts: [red])]) == .fail)
        #expect(verdict(.criteria(.coverage, path: "over"), [run(verdicts: [red])]) == .notEvaluated)
    }

    @Test("an advisory gate that failed does not make true what it advises")
    func advisory() {
        let red = gate(.coverage, .missed(reason: "x"), blocking: false)
        #expect(verdict(.gate(.coverage), [run(verdicts: [red])]) == .fail)
    }

    @Test("all gates need a whole run, and at least one gate")
    func everyGate() {
        #expect(verdict(.everyGate, [run()]) == .notEvaluated)
    }

    @Test("the newest run that evaluated it answers")
    func newest() {
        let red = run("r1", started: 1_000, tests: ["unit": tally(passed: 2, failed: 1)])
        let green = run("r2", started: 1_010)
        let partial = run(
            "r3",
            started: 1_020,
            steps: [step("unit", .unit, .skipped(reason: "not selected"))],
            tests: [:]
        )
        #expect(verdict(.tests(.unit), [red, green, partial]) == .pass)
        #expect(verdict(.tests(.unit), [green, run("r4", started: 1_030, tests: red.tests)]) == .fail)
    }
}
