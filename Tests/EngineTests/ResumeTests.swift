import Core
import Engine
import TestSupport
import Testing

@Suite("A run that was cut off goes on")
struct ResumeTests {
    /// What each step does, the same in every run.
    private func behaviours(
        _ random: inout SeededGenerator,
        _ names: [String]
    ) -> [String: [FakeProcessRunner.Behaviour]] {
        var behaviours: [String: [FakeProcessRunner.Behaviour]] = [:]
        for name in names {
            behaviours[name] = random.pick([
                [.exits(0)], [.exits(0)], [.exits(1)], [.exits(1), .exits(0)], [.signalled(11)],
            ])
        }
        return behaviours
    }

    private func steps(_ random: inout SeededGenerator, _ names: [String]) -> [Step] {
        names.map { name in
            Step(
                name: name,
                action: .script("true"),
                reports: random.chance(50) ? [ReportPattern(glob: "\(name).xml")] : [],
                retries: Retries(count: random.below(2)),
                critical: random.chance(10),
                allowFailure: random.chance(20)
            )
        }
    }

    @Test(
        "it comes to what it would have come to, wherever it was cut, and repeats nothing that had ended",
        arguments: 0..<40
    )
    func equality(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var stages: [Stage] = []
        for index in 0..<random.number(1...4) {
            let names = (0..<random.number(1...4)).map { "s\(index)-\($0)" }
            let dependencies: Stage.Dependencies =
                index == 0 || random.chance(50) ? .previous : .named(["stage\(index - 1)"])
            stages.append(
                Stage(name: "stage\(index)", steps: names, parallel: random.chance(50), dependencies: dependencies)
            )
        }
        let names = stages.flatMap(\.steps)
        let catalogue = steps(&random, names)
        let script = behaviours(&random, names)
        var whole = TestRun()
        whole.runner = FakeProcessRunner(script)
        whole.jobs = 1
        let expected = try await whole.run(stages, catalogue)
        let events = whole.sink.recorded
        for cut in stride(from: 1, to: events.count, by: 2) {
            let known = try #require(RunSummary(events: Array(events[..<cut]), isRunning: false))
            var second = TestRun()
            second.runner = FakeProcessRunner(script)
            second.jobs = 1
            second.carried = known.steps.filter { record in
                switch record.outcome {
                case .passed, .found, .failed: true
                case .skipped, .cancelled: false
                }
            }
            second.carriedReports = Dictionary(grouping: known.reports) { $0.step ?? "" }
            let record = try await second.run(stages, catalogue)
            #expect(record.steps.map(\.outcome) == expected.steps.map(\.outcome), "seed \(seed), cut \(cut)")
            #expect(record.reports.map(\.path) == expected.reports.map(\.path), "seed \(seed), cut \(cut)")
            let ended = Set(second.carried.map(\.name))
            #expect(
                !second.runner.calls.contains {
                    if case .started(let name) = $0 { ended.contains(name) } else { false }
                }
            )
            // What its events tell, after those of the first part, is the same once more.
            let told = RunSummary(events: Array(events[..<cut]) + second.sink.recorded, isRunning: false)
            #expect(Set(told?.steps.map(\.name) ?? []) == Set(expected.steps.map(\.name)))
            #expect(told?.steps.count == expected.steps.count)
        }
    }
}
