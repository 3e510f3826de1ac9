import Core
import Engine
import Testing

@Suite("The run loop", .timeLimit(.minutes(30)))
struct RunLoopTests {
    @Test("events come in order, and the record says what each try cost")
    func events() async throws {
        let test = TestRun(runner: FakeProcessRunner(["a": [.leaks(2)]]))
        let record = try await test.run(
            [Stage(name: "s", steps: ["a"])],
            [Step(name: "a", action: .script("make"), reports: [ReportPattern(glob: "junit.xml")])]
        )
        var attempt = AttemptRecord(
            number: 1,
            outcome: .passed,
            started: 1_000_000,
            seconds: 0,
            cpuSeconds: 0,
            log: "logs/a-1.log",
            leaked: 2
        )
        (attempt.userSeconds, attempt.systemSeconds) = (0, 0)
        let step = StepRecord(
            name: "a",
            stage: "s",
            kind: .unit,
            outcome: .passed(tries: 1),
            attempts: [attempt]
        )
        #expect(
            test.sink.events == [
                .runStarted(record.context, stages: 1, steps: 1),
                .stageStarted(name: "s"),
                .attemptStarted(step: "a", number: 1, processID: 4711),
                .attemptEnded(step: "a", attempt),
                .reportCollected(step: "a", path: "junit.xml", format: "junit", status: .ok, messages: []),
                .stepEnded(step),
                .stageEnded(name: "s", succeeded: true),
            ]
        )
        #expect(test.sink.recorded.map(\.sequence) == Array(0..<7))
        #expect(Set(test.sink.recorded.map(\.run)) == [record.context.id])
        #expect(record.steps == [step])
        #expect(record.reports.map(\.path) == ["junit.xml"])
        #expect(!record.interrupted)
    }

    @Test("a step that never ends is stopped at its limit, killed after its grace, and has failed by timeout")
    func timeout() async throws {
        let runner = FakeProcessRunner(["a": [.ignoresTerm]])
        let test = TestRun(runner: runner, clock: ManualClock(jumps: true))
        let step = Step(name: "a", action: .script("sleep 9d"), timeout: .seconds(90), gracePeriod: .seconds(5))
        let record = try await test.run([Stage(name: "s", steps: ["a"])], [step])
        #expect(record.outcomes == ["a": .failed(.timeout(.seconds(90)), tries: 1)])
        #expect(runner.calls == [.started("a"), .stopped("a", grace: .seconds(5)), .killed("a")])
        #expect(test.sink.events.contains(.stepSlow(step: "a", seconds: 60)))
        #expect(test.sink.events.contains(.attemptTerminating(step: "a", reason: "timed out after 90s")))
        #expect(record.steps[0].seconds == 95)
    }

    @Test("a step that passes at its third try is flaky, and every try has its log")
    func flaky() async throws {
        let runner = FakeProcessRunner(["a": [.exits(1), .signalled(11), .exits(0)]])
        let test = TestRun(runner: runner, clock: ManualClock(jumps: true))
        let step = Step(name: "a", action: .script("x"), retries: Retries(count: 3, delay: .seconds(7)))
        let record = try await test.run([Stage(name: "s", steps: ["a"])], [step])
        #expect(record.outcomes == ["a": .passed(tries: 3)])
        #expect(record.steps[0].attempts.map(\.log) == ["logs/a-1.log", "logs/a-2.log", "logs/a-3.log"])
        #expect(
            record.steps[0].attempts.map(\.outcome) == [.failed(.exit(code: 1)), .failed(.signal(11)), .passed]
        )
        #expect(runner.commands.map { $0.environment["ASSAY_ATTEMPT"] } == ["1", "2", "3"])
    }

    @Test("a command that cannot start is a fault of the infrastructure, not tried again, and its reports not read")
    func launchFailure() async throws {
        let test = TestRun(runner: FakeProcessRunner(["a": [.cannotStart("no such command")]]))
        let step = Step(
            name: "a",
            action: .arguments(["nonesuch"]),
            reports: [ReportPattern(glob: "old.xml")],
            retries: Retries(count: 3)
        )
        let record = try await test.run([Stage(name: "s", steps: ["a"])], [step])
        let message = "no such command"
        #expect(record.outcomes == ["a": .failed(.infrastructure(message), tries: 1)])
        #expect(record.reports.isEmpty)
        #expect(record.steps[0].attempts[0].log == nil)
    }

    @Test(
        "what an exit code means is the step's to say: done, done and something found, or failed",
        arguments: [
            (0, StepOutcome.passed(tries: 1)), (3, .passed(tries: 1)), (1, .found(code: 1, tries: 1)),
            (2, .failed(.exit(code: 2), tries: 1)),
        ] as [(Int32, StepOutcome)]
    )
    func exitCodes(_ code: Int32, _ outcome: StepOutcome) async throws {
        let test = TestRun(runner: FakeProcessRunner(["a": [.exits(code)]]))
        let codes = ExitCodes(clean: [0, 3], findings: [1])
        let step = Step(name: "a", action: .script("x"), reports: [ReportPattern(glob: "r.json")], exitCodes: codes)
        let record = try await test.run([Stage(name: "s", steps: ["a"])], [step])
        #expect(record.outcomes == ["a": outcome])
        #expect(record.reports.map(\.path) == ["r.json"])
    }

    @Test("a finding is tried again where retries are asked for, and one that stays is the step's end")
    func findingsAreRetried() async throws {
        let runner = FakeProcessRunner(["a": [.exits(1), .exits(0)], "b": [.exits(1), .exits(1)]])
        let test = TestRun(runner: runner, clock: ManualClock(jumps: true))
        let steps = ["a", "b"].map { name in
            Step(name: name, action: .script("x"), retries: Retries(count: 1), exitCodes: ExitCodes(findings: [1]))
        }
        let record = try await test.run([Stage(name: "s", steps: ["a", "b"])], steps)
        #expect(record.outcomes == ["a": .passed(tries: 2), "b": .found(code: 1, tries: 2)])
    }

    @Test("output that could not be kept fails a step that exited with 0")
    func lostOutput() async throws {
        let test = TestRun(runner: FakeProcessRunner(["a": [.losesOutput("no space left on device")]]))
        let record = try await test.run([Stage(name: "s", steps: ["a"])])
        let failure = StepOutcome.Failure.infrastructure("its output could not be kept: no space left on device")
        #expect(record.outcomes == ["a": .failed(failure, tries: 1)])
    }

    @Test("fail-fast cancels with the cause; always steps and gates still run, and the gates see all evidence")
    func failFast() async throws {
        var test = TestRun(runner: FakeProcessRunner(["a": [.exits(3)]]))
        test.judge = FakeJudge(
            RunVerdict(gates: [GateVerdict(gate: .coverage, blocking: true, criteria: [])], problems: [])
        )
        let record = try await test.run(
            [
                Stage(name: "s", steps: ["a", "b"]), Stage(name: "t", steps: ["down"], dependencies: .named(["s"])),
                Stage(name: "gates", steps: ["g"], dependencies: .all),
            ],
            [
                Step(name: "a", action: .script("x"), reports: [ReportPattern(glob: "a.xml")], critical: true),
                Step(name: "down", action: .script("x"), always: true),
                Step(name: "g", action: .evaluate(.gate(.coverage)), kind: .quality),
            ]
        )
        #expect(
            record.outcomes == [
                "a": .failed(.exit(code: 3), tries: 1),
                "b": .cancelled(reason: "critical step \"a\" failed with exit code 3"),
                "down": .passed(tries: 1),
                "g": .failed(.gates(.notEvaluated), tries: 1),
            ]
        )
        #expect(
            test.judge.questions == [
                .init(selection: .gate(.coverage), reports: ["a.xml"], steps: ["a", "b", "down"])
            ]
        )
        #expect(record.steps[3].attempts[0].log == nil)
    }

    @Test("an interrupt stops what runs and lets teardown and gates run; the reports of a stopped step are not read")
    func interrupt() async throws {
        let (interrupts, continuation) = AsyncStream.makeStream(of: Interrupt.self)
        let runner = FakeProcessRunner(["a": [.waits]]) { call in
            if call == .started("a") { continuation.yield(Interrupt()) }
        }
        let test = TestRun(runner: runner)
        let record = try await test.run(
            [Stage(name: "s", steps: ["a", "b", "down"]), Stage(name: "gates", steps: ["g"], dependencies: .all)],
            [
                Step(name: "a", action: .script("x"), reports: [ReportPattern(glob: "a.xml")]),
                Step(name: "down", action: .script("x"), always: true),
                Step(name: "g", action: .evaluate(.all), kind: .quality),
            ],
            interrupts: interrupts
        )
        let reason = "the run was interrupted"
        #expect(record.interrupted)
        #expect(record.reports.isEmpty)
        #expect(
            record.outcomes == [
                "a": .cancelled(reason: reason), "b": .cancelled(reason: reason), "down": .passed(tries: 1),
                "g": .failed(.gates(.notEvaluated), tries: 1),
            ]
        )
        #expect(runner.calls == [.started("a"), .stopped("a", grace: .seconds(10)), .started("down")])
    }

    @Test("a second interrupt kills what will not stop and runs nothing more")
    func secondInterrupt() async throws {
        let (interrupts, continuation) = AsyncStream.makeStream(of: Interrupt.self)
        let runner = FakeProcessRunner(["a": [.ignoresTerm]]) { call in
            switch call {
            case .started, .stopped: continuation.yield(Interrupt())
            case .killed: break
            }
        }
        let test = TestRun(runner: runner)
        let record = try await test.run(
            [Stage(name: "s", steps: ["a", "down"]), Stage(name: "gates", steps: ["g"], dependencies: .all)],
            [
                Step(name: "down", action: .script("x"), always: true),
                Step(name: "g", action: .evaluate(.all), kind: .quality),
            ],
            interrupts: interrupts
        )
        let reason = "the run was interrupted by force"
        #expect(record.outcomes["a"] == .cancelled(reason: "the run was interrupted"))
        #expect(record.outcomes["down"] == .cancelled(reason: reason))
        #expect(record.outcomes["g"] == .cancelled(reason: reason))
        #expect(runner.calls.last == .killed("a"))
        #expect(test.judge.questions.isEmpty)
    }

    @Test("cancelling the task of a run kills its processes and ends it")
    func cancellation() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let runner = FakeProcessRunner(["a": [.ignoresTerm]]) { if $0 == .started("a") { continuation.yield() } }
        let record = try await withThrowingTaskGroup(of: RunRecord.self) { group in
            group.addTask {
                try await TestRun(runner: runner).run([Stage(name: "s", steps: ["a", "b"])])
            }
            for await _ in started { break }
            group.cancelAll()
            return try await group.next()
        }
        #expect(record?.interrupted == true)
        #expect(runner.calls == [.started("a"), .stopped("a", grace: .seconds(10)), .killed("a")])
    }

    @Test(
        "a built-in step passes exactly when the verdict that it asked for does not block",
        arguments: [
            (Verdict.pass, StepOutcome.passed(tries: 1)), (.warn, .passed(tries: 1)),
            (.fail, .failed(.gates(.fail), tries: 1)), (.error, .failed(.gates(.error), tries: 1)),
            (.notEvaluated, .failed(.gates(.notEvaluated), tries: 1)),
        ]
    )
    func overall(verdict: Verdict, outcome: StepOutcome) async throws {
        var test = TestRun()
        test.judge = FakeJudge(RunVerdict(gates: [], problems: [Problem(verdict, "found")]))
        let record = try await test.run(
            [Stage(name: "s", steps: ["a"]), Stage(name: "gates", steps: ["g"], dependencies: .all)],
            [Step(name: "g", action: .evaluate(.all), kind: .quality)]
        )
        #expect(record.outcomes["g"] == outcome)
    }

    @Test("what the plan remarks on is a warning at the start of the run")
    func warnings() async throws {
        let test = TestRun()
        _ = try await test.run([Stage(name: "s", steps: ["a"])], [Step(name: "idle", action: .script("x"))])
        #expect(test.sink.events.dropFirst().first == .warning("no stage names \"idle\": never run"))
    }

    @Test("a thousand steps all run once, and none is lost")
    func thousand() async throws {
        let names = (0..<1000).map { "s\($0)" }
        let runner = FakeProcessRunner()
        let record = try await TestRun(runner: runner).run([Stage(name: "s", steps: names, parallel: true)])
        #expect(record.steps.map(\.name) == names)
        #expect(record.steps.count(where: { $0.outcome.passed }) == 1000)
        #expect(runner.commands.count == 1000)
    }
}
