import TestSupport
import Testing

@testable import Core

struct BetaPosteriorTests {
    @Test("The distribution is that of the tables, at both ends and in the middle")
    func cumulative() {
        // Beta(1, 99): 1 − (1 − x)^99.
        let prior = BetaPosterior(events: 0, others: 0)
        #expect((prior.cumulative(0.01) - (1 - 0.369_729_637_649_7)).magnitude < 1e-9)
        #expect(prior.cumulative(0) == 0 && prior.cumulative(1) == 1)
        #expect((prior.mean - 0.01).magnitude < 1e-12)
        #expect((prior.quantile(0.5) - 0.006_977_1).magnitude < 1e-6)
    }

    @Test("More failures raise the rate, more passes lower it, and a quantile inverts the distribution")
    func monotone() {
        for events in [0, 1, 5, 50, 5_000] {
            let posterior = BetaPosterior(events: events, others: 60)
            for probability in [0.05, 0.5, 0.95] {
                #expect((posterior.cumulative(posterior.quantile(probability)) - probability).magnitude < 1e-6)
            }
            #expect(
                posterior.quantile(0.05) < BetaPosterior(events: events + 20, others: 60).quantile(0.05) || events > 400
            )
            #expect(BetaPosterior(events: events, others: 600).mean < posterior.mean)
        }
        #expect(BetaPosterior(events: -3, others: -1).mean == 0.01)
    }

    @Test("The rarer a failure, the more passes in a row it takes to believe that it is gone")
    func straightPasses() {
        #expect(BetaPosterior.straightPasses(rate: 0.5) == 5)
        #expect(BetaPosterior.straightPasses(rate: 0.1) == 29)
        #expect(BetaPosterior.straightPasses(rate: 0.01) == 299)
        #expect(BetaPosterior.straightPasses(rate: 1) == 1)
        #expect(BetaPosterior.straightPasses(rate: 0) == .max)
    }
}

struct HealthMonitorTests {
    /// `.` passed, `F` failed, `~` flaky, `s` skipped; each its own commit, `|` means: on the commit of the one before.
    private func monitor(_ pattern: String) -> HealthMonitor {
        var samples: [HealthSample] = []
        var commit = 0
        var repeats = false
        for sign in pattern {
            if sign == "|" {
                repeats = true
                continue
            }
            if !repeats { commit += 1 }
            repeats = false
            let outcome: TestOutcome =
                switch sign {
                case "F": .failed
                case "~": .flaky
                case "s": .skipped
                default: .passed
                }
            samples.append(HealthSample(outcome, revision: "c\(commit)"))
        }
        return HealthMonitor(samples)
    }

    @Test(
        "A state follows from what was seen, and from nothing else",
        arguments: [
            ("", .healthy), ("....................", .healthy), (".F...................", .healthy),
            ("F", .healthy), ("FF", .healthy), (".......FFF", .broken), ("FFF", .broken),
            // Mended by a change: it was a defect, not a flake.
            ("......FFFFF.....", .healthy), (".....F.........F....", .suspect),
            // Both outcomes on one commit.
            ("....F|......", .suspect), ("....F|......F|..", .flaky), ("..~......~.", .flaky), ("~~", .suspect),
            // Three short failures that mended by themselves.
            ("..F...F...F....", .flaky), ("....s.s.s.s.s", .healthy),
            ("~..~......FFF", .broken), ("~..~......FFF.", .flaky),
        ] as [(String, TestState)]
    )
    func states(_ pattern: String, _ state: TestState) { #expect(monitor(pattern).state == state) }

    @Test("A flaky test is healthy again only after as many passes as its rate asks for")
    func hysteresis() {
        let flaky = ".....~....~...."
        #expect(monitor(flaky).state == .flaky)
        #expect(monitor(flaky + String(repeating: ".", count: 12)).state == .flaky)
        #expect(monitor(flaky + String(repeating: ".", count: 200)).state == .healthy)
        // What is healthy again has forgotten: one sighting is suspect, as for any test.
        #expect(monitor(flaky + String(repeating: ".", count: 200) + "~").state == .suspect)
    }

    @Test("Fewer results than the minimum never make a flaky test")
    func minimum() {
        #expect(monitor("~.~.~.~.~").state == .suspect)
        #expect(monitor("~.~.~.~.~.").state == .flaky)
    }

    @Test("Results of a working copy with edits are no evidence of one commit")
    func noRevision() {
        let samples = "F.F.".map { HealthSample($0 == "F" ? .failed : .passed) }
        #expect(HealthMonitor(samples).evidence.mixedRevisions == 0)
        #expect(HealthMonitor(samples).evidence.sameRevision == .init())
    }

    @Test("The evidence counts each commit once, and says itself in words")
    func evidence() {
        let evidence = monitor("....F|.|F|.......").evidence
        #expect(evidence.mixedRevisions == 1)
        #expect(evidence.sameRevision == .init(failures: 2, passes: 2))
        #expect(evidence.words.hasPrefix("passed and failed on 1 unchanged commit, turned 4 times"))
        #expect(monitor("~").evidence.words == "passed on retry once, 1 of 1 results no plain pass")
    }

    @Test(
        "Of a thousand sound tests over two hundred runs none is called flaky; of those that fail in 1 of 20 most are"
    )
    func rates() {
        var generator = SeededGenerator(seed: 7)
        var called = 0
        for _ in 0..<200 {
            let samples = (0..<200).map { number -> HealthSample in
                HealthSample(generator.chance(5) ? .failed : .passed, revision: "c\(number / 2)")
            }
            if HealthMonitor(samples).state == .flaky { called += 1 }
        }
        #expect(called > 150)
        let sound = HealthMonitor((0..<200).map { HealthSample(.passed, revision: "c\($0 / 2)") })
        #expect(sound.state == .healthy)
    }
}

struct RepairedTests {
    private func run(_ number: Int, _ trigger: String = "push", commit: String? = "c", ci: Bool = true) -> HistoricRun {
        HistoricRun(id: "\(number)", commit: commit, started: Double(number), trigger: trigger, isOfCommit: ci)
    }

    /// What becomes of a test with these results, the oldest first.
    private func health(_ results: [(run: HistoricRun, outcome: TestOutcome)]) -> HealthMonitor {
        let past = TestPast(results.reversed().map { TestPast.Entry(run: $0.run.name, outcome: $0.outcome) })
        let runs = Dictionary(results.map { ($0.run.id, $0.run) }) { first, _ in first }
        return HealthMonitor(past.samples(in: runs))
    }

    @Test("what passes once its place was repaired has passed on retry, once for each repair")
    func repaired() {
        let once = health([(run(1), .failed), (run(2, RunContext.repairTrigger), .passed)])
        #expect(once.evidence.words.hasPrefix("passed on retry once"), "\(once.evidence.words)")
        #expect(once.evidence.sightings == 1 && once.state == .suspect)
        let elsewhere = health([(run(1), .failed), (run(2, RunContext.repairTrigger, ci: false), .passed)])
        #expect(elsewhere.evidence.sightings == 1)
        let often = (0..<6).flatMap { number -> [(run: HistoricRun, outcome: TestOutcome)] in
            let commit = "c\(number)"
            return [
                (run(2 * number, commit: commit), .failed),
                (run(2 * number + 1, RunContext.repairTrigger, commit: commit), .passed),
            ]
        }
        #expect(health(often).state == .flaky)
    }

    @Test("a repair of another commit, one that did not help, and one of what had passed say nothing of the kind")
    func other() {
        let moved = health([(run(1, commit: "a"), .failed), (run(2, RunContext.repairTrigger, commit: "b"), .passed)])
        let vain = health([(run(1), .failed), (run(2, RunContext.repairTrigger), .failed)])
        let well = health([(run(1), .passed), (run(2, RunContext.repairTrigger), .passed)])
        for monitor in [moved, vain, well] { #expect(monitor.evidence.sightings == 0) }
    }

    @Test("a run that only tried a repair is nobody's baseline")
    func baseline() {
        var summary = RunSummary()
        summary.context = RunContext(
            id: "r",
            trigger: RunContext.repairTrigger,
            machine: Machine(cores: 1, memoryBytes: 1, system: "x"),
            started: 1
        )
        #expect(EarlierRun.objection(to: summary) == "it only tried a repair")
    }
}
