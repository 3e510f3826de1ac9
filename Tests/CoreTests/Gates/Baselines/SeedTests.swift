import Core
import Criteria
import Testing

@Suite("A run that a person makes a baseline")
struct SeedTests {
    private let seed = BaselineSeed(by: "ada", at: 50)
    private let lacking = Judgement.noBaseline(reason: "no baseline yet", measured: [])
    private let coverage = [Given.coverage(["a.py": (1...80, 81...100)])]

    private func gates(_ phrase: String = "not_decreasing") throws -> [Gate] {
        [Gate(id: .coverage, criteria: [try Given.criterion(.coverage, "overall.trend", phrase)])]
    }

    private func baselines(_ given: [Baselines.Given], _ gates: [Gate]) -> Baselines {
        Baselines(
            given,
            for: Given.context("now"),
            family: BranchFamily(branch: "main"),
            project: Project(gates: gates)
        )
    }

    @Test("a seeded run that lacked only a baseline serves the next one; unseeded it does not")
    func serves() throws {
        let criterion = try Given.criterion(.coverage, "overall.trend", "not_decreasing")
        for (seed, expected) in [(seed, Verdict.pass), (nil, .inconclusive)] {
            let first = Given.earlier(1, coverage, verdict: Given.gate(lacking), seed: seed)
            let verdict = Given.judge(criterion, .coverage, coverage, against: [first])
            #expect(verdict.verdict == expected)
            guard expected == .pass else { continue }
            #expect(verdict.cells[0].judgement.measurements[0].baselines[0].runs[0].seed == seed)
        }
    }

    @Test("the first verdict of a run decides whether it serves, whatever it is judged by later")
    func firstVerdict() throws {
        let criterion = try Given.criterion(.coverage, "overall.trend", "not_decreasing")
        for (first, expected) in [(Verdict.fail, Verdict.inconclusive), (.pass, .pass)] {
            var earlier = Given.earlier(1, coverage, verdict: Given.verdict(first))
            earlier.summary.judge(again: Given.verdict(first == .fail ? .pass : .fail))
            earlier.summary.judge(again: Given.verdict(first == .fail ? .pass : .fail))
            #expect(earlier.summary.firstVerdict?.overall == first)
            #expect(Given.judge(criterion, .coverage, coverage, against: [earlier]).verdict == expected)
        }
    }

    @Test("seeding excuses nothing else: a failed, unmeasured or too small part keeps the run from serving")
    func excusesNothingElse() throws {
        let criterion = try Given.criterion(.coverage, "overall.trend", "not_decreasing")
        var both = Given.gate(lacking)
        both.problems = [Problem(.fail, "a test failed")]
        let others = [
            both, Given.gate(.inconclusive(reason: "2 samples", measured: [])), Given.gate(.notEvaluated(reason: "x")),
            Given.gate(.missed(reason: "x")), RunVerdict(gates: [], problems: []),
        ]
        for verdict in others {
            #expect(!verdict.lacksOnlyBaselines)
            #expect(SeedDecision.objection(to: verdict) != nil)
            let run = Given.earlier(1, coverage, verdict: verdict, seed: seed)
            #expect(Given.judge(criterion, .coverage, coverage, against: [run]).verdict == .inconclusive)
        }
        #expect(SeedDecision.objection(to: Given.gate(lacking)) == nil)
        #expect(SeedDecision.objection(to: Given.verdict(.pass)) == nil)
    }

    @Test("seeding is refused where a baseline serves, where none is asked for, and where no person asked")
    func refused() throws {
        let asking = try gates()
        let context = Given.context("now")
        #expect(SeedDecision.objection(asking, baselines([], asking), context: context) == nil)
        let served = baselines([Given.earlier(1, coverage)], asking)
        #expect(SeedDecision.objection(asking, served, context: context) == "run r1 is a baseline already")
        let failed = baselines([Given.earlier(1, coverage, verdict: Given.verdict(.fail))], asking)
        #expect(SeedDecision.objection(asking, failed, context: context) == nil)
        let plain = try gates(">= 80%")
        #expect(SeedDecision.objection(plain, baselines([], plain), context: context)?.contains("no criterion") == true)
        var automatic = context
        automatic.ci = true
        automatic.manualTrigger = false
        automatic.trigger = "push"
        let objection = SeedDecision.objection(asking, baselines([], asking), context: automatic)
        #expect(objection?.contains("nobody started this run by hand (trigger: push)") == true)
    }

    @Test("a comparison of performance may be seeded until there are three runs")
    func severalSeeds() throws {
        let criterion = try Given.criterion(
            .performance,
            "baseline_comparison.threshold",
            "5%",
            lists: ["metrics": ["response_time"]]
        )
        let gates = [Gate(id: .performance, criteria: [criterion])]
        let runs = (1...3).map { Given.earlier(Double($0), [Given.p95(0.2)]) }
        for count in 0...3 {
            let objection = SeedDecision.objection(
                gates,
                baselines(Array(runs.prefix(count)), gates),
                context: Given.context("now")
            )
            #expect((objection == nil) == (count < 3))
        }
    }
}
