import Core
import Criteria
import Testing

@Suite("Which runs are compared with")
struct BaselineChoiceTests {
    private func coverage(_ covered: UInt32) -> [Report] {
        [Given.coverage(["a.py": (1...covered, covered + 1...100)])]
    }

    private func trend(_ choice: BaselineChoice? = nil, _ phrase: String = "not_decreasing") throws -> Criterion {
        try Given.criterion(.coverage, "overall.trend", phrase, qualifiers: Qualifiers(baseline: choice))
    }

    private func use(_ verdict: CriterionVerdict) -> BaselineUse? {
        verdict.cells[0].judgement.measurements.first?.baselines.first
    }

    @Test(
        "a run that did not pass, or is of another branch, does not count, and the verdict says why",
        arguments: [
            (Given.earlier(1, [], verdict: Given.verdict(.fail)), "it failed"),
            (Given.earlier(1, [], verdict: Given.verdict(.error)), "evidence was broken"),
            (Given.earlier(1, [], verdict: Given.verdict(.inconclusive)), "inconclusive"),
            (Given.earlier(1, [], verdict: Given.verdict(.notEvaluated)), "not all was measured"),
            (Given.earlier(1, [], verdict: nil), "no gate has judged it"),
            (Given.earlier(1, [], branch: "other"), "it is of branch other"),
            (Given.earlier(1, [], branch: nil), "no known branch"),
            (Given.earlier(2_000, []), "started after this run"),
            (Given.earlier(1, []), "it did not measure this"),
            (Baselines.Given(RunSummary(verdict: Given.verdict(.pass))), "does not say which branch"),
        ]
    )
    func leftOut(run: Baselines.Given, reason: String) throws {
        let verdict = Given.judge(try trend(), .coverage, coverage(80), against: [run])
        #expect(verdict.verdict == .inconclusive)
        let said = try #require(verdict.cells[0].judgement.reason)
        #expect(said.contains("no baseline yet: 1 of 1 run given is left out: run"), "\(said)")
        #expect(said.contains(reason), "\(said)")
        #expect(verdict.remedy?.contains("--seed-baseline") == true)
    }

    @Test("the merge base's run is preferred to newer ones, and runs of main to those of the branch")
    func preference() throws {
        let runs = [
            Given.earlier(10, coverage(70), commit: "base"), Given.earlier(20, coverage(60), commit: "later"),
            Given.earlier(30, coverage(50), branch: "feature"),
        ]
        let first = Given.judge(try trend(), .coverage, coverage(80), against: runs)
        #expect(use(first)?.origin == "the merge base's run")
        #expect(use(first)?.runs.map(\.id) == ["r10"])
        #expect(use(first)?.value == 0.7)
        let second = Given.judge(try trend(), .coverage, coverage(80), against: Array(runs[1...]))
        #expect(use(second)?.origin == "the newest run of main that passed")
        #expect(use(second)?.value == 0.6)
        let third = Given.judge(try trend(), .coverage, coverage(80), against: Array(runs[2...]))
        #expect(use(third)?.value == 0.5)
    }

    @Test("`previous` is the newest run that counts and measured it; older ones are not asked")
    func previous() throws {
        let runs = [
            Given.earlier(10, coverage(90)), Given.earlier(20, coverage(70), branch: "feature"), Given.earlier(30, []),
            Given.earlier(40, coverage(10), verdict: Given.verdict(.fail)),
        ]
        let verdict = Given.judge(try trend(nil, ">= previous"), .coverage, coverage(80), against: runs)
        #expect(verdict.verdict == .pass)
        #expect(use(verdict)?.runs.map(\.id) == ["r20"])
        #expect(use(verdict)?.leftOut.count == 2)
    }

    @Test("`baseline` names one run, the last one, so many of them, or a branch")
    func choices() throws {
        let runs = [
            Given.earlier(10, coverage(30), branch: "release"), Given.earlier(20, coverage(50), commit: "base"),
            Given.earlier(30, coverage(70)), Given.earlier(40, coverage(90), branch: "feature"),
        ]
        let expected: [(BaselineChoice, Double, [String])] = [
            (BaselineChoice(runs: .pinned("r10")), 0.3, ["r10"]),
            (BaselineChoice(runs: .lastPassed), 0.9, ["r40"]),
            (BaselineChoice(branch: "main", runs: .lastPassed), 0.7, ["r30"]),
            (BaselineChoice(branch: "release"), 0.3, ["r10"]),
            (BaselineChoice(runs: .medianOf(3)), 0.7, ["r40", "r30", "r20"]),
            (BaselineChoice(branch: "main", runs: .medianOf(2)), 0.6, ["r30", "r20"]),
        ]
        for (choice, value, ids) in expected {
            let found = use(Given.judge(try trend(choice), .coverage, coverage(95), against: runs))
            #expect(
                found.map { ($0.value - value).magnitude < 1e-12 } == true,
                "\(choice): \(String(describing: found))"
            )
            #expect(found?.runs.map(\.id) == ids)
        }
    }

    @Test("a pinned run that is not given, and a median of too few, are no baseline")
    func unanswered() throws {
        let runs = [Given.earlier(10, coverage(50)), Given.earlier(20, coverage(50))]
        for (choice, words) in [
            (BaselineChoice(runs: .pinned("r7")), "the pinned run r7 is not among those given"),
            (BaselineChoice(runs: .medianOf(3)), "2 of the 3 runs that the median needs"),
        ] {
            let verdict = Given.judge(try trend(choice), .coverage, coverage(95), against: runs)
            guard case .noBaseline(let reason, _) = verdict.cells[0].judgement else {
                Issue.record("\(verdict.cells[0].judgement)")
                continue
            }
            #expect(reason.contains(words), "\(reason)")
        }
    }

    @Test("a run that is given twice, and the judged run itself, count once and not at all")
    func twice() throws {
        let same = Given.earlier(10, coverage(50))
        var own = Given.earlier(20, coverage(90))
        own.summary.context?.id = "now"
        let choice = BaselineChoice(runs: .medianOf(2))
        let verdict = Given.judge(try trend(choice), .coverage, coverage(95), against: [same, same, own])
        #expect(verdict.cells[0].judgement.reason?.contains("1 of the 2 runs") == true)
    }
}
