import Core
import Engine
import Testing

@Suite("A run with results of earlier ones")
struct CachedRunTests {
    private func step(_ name: String, reports: [String] = []) -> Step {
        var step = Step(
            name: name,
            action: .script("true"),
            inputs: ["src/**"],
            reports: reports.map { ReportPattern(glob: $0) }
        )
        step.cache = true
        return step
    }

    @Test("a hit starts no process, passes as its one try, and its reports are read; what ran is kept")
    func hits() async throws {
        var run = TestRun()
        let cache = FakeCache(["a"])
        run.cache = cache
        let record = try await run.run(
            [Stage(name: "s", steps: ["a", "b", "c"])],
            [step("a", reports: ["a.xml"]), step("b", reports: ["b.xml"])]
        )
        #expect(run.runner.calls == [.started("b"), .started("c")])
        #expect(record.steps.map(\.outcome) == Array(repeating: .passed(tries: 1), count: 3))
        #expect(record.steps[0].cached == CacheOrigin(run: "earlier", stored: 999_000, key: "k"))
        #expect(record.steps[0].attempts.map(\.log) == ["logs/a-1.log"])
        #expect(record.steps[0].cachedAge == 1000)
        #expect(record.steps[1].cached == nil)
        #expect(record.reports.map(\.path) == ["a.xml", "b.xml"])
        #expect(cache.calls == [.found("a"), .restored("a"), .found("b"), .stored("b", reports: ["b.xml"])])
        let notes = run.sink.events.compactMap { event -> CacheNote? in
            if case .cache(_, let note) = event { note } else { nil }
        }
        #expect(notes.contains(.missed(reasons: ["file a: changed"])) && notes.contains(.stored(key: "new")))
    }

    @Test("what cannot be put in place runs")
    func damaged() async throws {
        var run = TestRun()
        let cache = FakeCache(["a"], damaged: ["a"])
        run.cache = cache
        let record = try await run.run([Stage(name: "s", steps: ["a"])], [step("a")])
        #expect(run.runner.calls == [.started("a")])
        #expect(record.steps[0].cached == nil && record.steps[0].outcome == .passed(tries: 1))
        #expect(cache.calls.last == .stored("a", reports: []))
    }

    @Test(
        "what failed, was flaky or left a process behind is never kept",
        arguments: [[.exits(1)], [.exits(1), .exits(0)], [.leaks(2)], [.losesOutput("disk full")]]
            as [[FakeProcessRunner.Behaviour]]
    )
    func refused(behaviour: [FakeProcessRunner.Behaviour]) async throws {
        var run = TestRun()
        run.runner = FakeProcessRunner(["a": behaviour])
        let cache = FakeCache([])
        run.cache = cache
        var one = step("a")
        one.retries = Retries(count: behaviour.count - 1)
        _ = try await run.run([Stage(name: "s", steps: ["a"])], [one])
        #expect(cache.calls == [.found("a")])
    }

    @Test("a step whose result may be kept sees only what it declares")
    func environment() async throws {
        var run = TestRun()
        run.cache = FakeCache([])
        _ = try await run.run([Stage(name: "s", steps: ["a", "b"])], [step("a")])
        #expect(run.runner.commands.map { $0.environment["MODE"] } == [nil, "inherited"])
    }
}
