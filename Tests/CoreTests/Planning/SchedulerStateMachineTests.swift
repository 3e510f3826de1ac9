import Core
import Testing

@Suite("The scheduler")
struct SchedulerStateMachineTests {
    /// A scheduler over a plan, with steps by name and a log of what it decided.
    private struct Harness {
        var scheduler: Scheduler
        var outcomes: [String: StepOutcome] = [:]
        var started: [String] = []
        var last: [Scheduler.Action] = []

        init(_ project: Project, jobs: Int = 4, cores: Int = 4, only: [String]? = nil) throws {
            let options = PlanOptions(jobs: jobs, only: only)
            scheduler = Scheduler(plan: try Plan.make(project: project, context: Sample.context(), options: options))
            send(.begin, at: 0)
        }

        mutating func send(_ event: Scheduler.Event, at seconds: Int) {
            last = scheduler.handle(event, at: .seconds(seconds))
            for action in last {
                switch action {
                case .start(let step, _), .evaluate(let step): started.append(name(step))
                case .stepEnded(let step, let outcome): outcomes[name(step)] = outcome
                default: break
                }
            }
        }

        mutating func end(_ step: String, _ outcome: AttemptOutcome = .passed, at seconds: Int) {
            send(.attemptEnded(step: index(step), outcome), at: seconds)
        }

        func index(_ name: String) -> Int { scheduler.plan.steps.firstIndex { $0.name == name } ?? -1 }
        func name(_ index: Int) -> String { scheduler.plan.steps[index].name }
        var finished: Bool { last.last == .finished }
    }

    private let failure = AttemptOutcome.failed(.exit(code: 1))

    @Test("steps of a stage run in the order listed, and a failure does not cancel the later ones")
    func sequence() throws {
        var run = try Harness(Sample.project([Sample.stage("s", ["a", "b"])]))
        #expect(run.started == ["a"])
        run.end("a", failure, at: 1)
        #expect(run.started == ["a", "b"])
        run.end("b", at: 2)
        #expect(run.outcomes == ["a": .failed(.exit(code: 1), tries: 1), "b": .passed(tries: 1)])
        #expect(run.last.suffix(2) == [.stageEnded(0, succeeded: false), .finished])
    }

    @Test("behind a failed stage: no depends_on runs, a named one is skipped with the cause, and so is its follower")
    func dependencies() throws {
        var run = try Harness(
            Sample.project(
                [
                    Sample.stage("unit", ["u"]),
                    Sample.stage("next", ["n"]),
                    Sample.stage("system", ["s", "clean"], .named(["unit"])),
                    Sample.stage("load", ["l"], .named(["system"])),
                    Sample.stage("gates", ["g"], .all),
                ],
                [Sample.step("clean", always: true), Sample.gates("g")]
            )
        )
        run.end("u", failure, at: 1)
        #expect(run.started == ["u", "n", "clean"])
        run.end("clean", at: 2)
        let reason = "stage \"unit\" did not succeed: step \"u\" failed with exit code 1"
        #expect(run.outcomes["s"] == .skipped(reason: reason))
        #expect(run.outcomes["l"] == .skipped(reason: reason))
        #expect(!run.started.contains("g"))
        run.end("n", at: 3)
        run.end("g", .failed(.gates(.fail)), at: 4)
        #expect(run.outcomes["g"] == .failed(.gates(.fail), tries: 1))
        #expect(run.finished)
    }

    @Test("a stage skipped by its condition counts as success, but does not hide a failure behind it")
    func skippedStage() throws {
        let condition = try Sample.condition("branch == 'release'")
        let stages = [
            Sample.stage("a", ["a"]),
            Sample.stage("b", ["b"], .named(["a"]), condition: condition),
            Sample.stage("c", ["c"], .named(["b"])),
        ]
        var green = try Harness(Sample.project(stages))
        green.end("a", at: 1)
        #expect(green.started == ["a", "c"])
        var red = try Harness(Sample.project(stages))
        red.end("a", failure, at: 1)
        #expect(red.started == ["a"])
        #expect(red.finished)
    }

    @Test("allow_failure fails the step and not its stage")
    func allowFailure() throws {
        let steps = [Sample.step("a", critical: true, allowFailure: true)]
        var run = try Harness(
            Sample.project([Sample.stage("s", ["a"]), Sample.stage("t", ["b"], .named(["s"]))], steps)
        )
        run.end("a", failure, at: 1)
        #expect(run.started == ["a", "b"])
    }

    @Test("a critical failure cancels what has not started and names the cause; always steps and gates still run")
    func failFast() throws {
        var run = try Harness(
            Sample.project(
                [
                    Sample.stage("s", ["a", "slow"], parallel: true),
                    Sample.stage("t", ["b", "teardown"], .named(["s"])),
                    Sample.stage("gates", ["g"], .all),
                ],
                [Sample.step("a", critical: true), Sample.step("teardown", always: true), Sample.gates("g")]
            )
        )
        run.end("a", .failed(.signal(11)), at: 1)
        let cause = "critical step \"a\" was killed by signal 11 (SIGSEGV, invalid memory access)"
        #expect(run.last.contains(.stopping(cause: cause)))
        #expect(run.outcomes["b"] == .cancelled(reason: cause))
        #expect(!run.last.contains { if case .stop = $0 { true } else { false } })
        run.end("slow", at: 5)
        #expect(run.outcomes["slow"] == .passed(tries: 1))
        run.end("teardown", at: 6)
        run.end("g", at: 7)
        #expect(run.started == ["a", "slow", "teardown", "g"])
        #expect(run.finished)
    }

    @Test("a try beyond its time is stopped, then killed, and is tried again; a pass after it is flaky")
    func timeoutAndRetry() throws {
        let step = Sample.step(
            "a",
            timeout: .seconds(30),
            grace: .seconds(5),
            retries: Retries(count: 1, delay: .seconds(20))
        )
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])], [step]))
        #expect(run.last.last == .wake(at: .seconds(30)))
        run.send(.tick, at: 29)
        #expect(run.last == [.wake(at: .seconds(30))])
        run.send(.tick, at: 30)
        #expect(run.last.first == .stop(step: 0, grace: .seconds(5), reason: "timed out after 30s"))
        #expect(run.last.last == .wake(at: .seconds(35)))
        run.send(.tick, at: 35)
        #expect(run.last == [.kill(step: 0)])
        run.end("a", .failed(.signal(9)), at: 36)
        #expect(
            run.last == [
                .attemptEnded(step: 0, attempt: 1, .failed(.timeout(.seconds(30)))), .wake(at: .seconds(56)),
            ]
        )
        run.send(.tick, at: 56)
        #expect(run.last.first == .start(step: 0, attempt: 2))
        run.end("a", at: 60)
        #expect(run.outcomes == ["a": .passed(tries: 2)])
    }

    @Test("a retry does not start before its delay, even when the first try's own timers come due")
    func retryDelay() throws {
        let step = Sample.step("a", timeout: .seconds(50), retries: Retries(count: 1, delay: .seconds(300)))
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])], [step]))
        run.end("a", failure, at: 1)
        run.send(.tick, at: 50)
        run.send(.tick, at: 300)
        #expect(run.started == ["a"])
        run.send(.tick, at: 301)
        #expect(run.started == ["a", "a"])
    }

    @Test("a command that cannot be started is not tried again")
    func launchFailure() throws {
        let step = Sample.step("a", retries: Retries(count: 5))
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])], [step]))
        run.end("a", .failed(.infrastructure("no such command")), at: 1)
        #expect(run.outcomes == ["a": .failed(.infrastructure("no such command"), tries: 1)])
    }

    @Test("a slow step is said to be slow once a period")
    func slow() throws {
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])]))
        run.send(.tick, at: 60)
        #expect(run.last == [.stepSlow(step: 0, running: .seconds(60)), .wake(at: .seconds(120))])
        run.send(.tick, at: 119)
        #expect(run.last == [.wake(at: .seconds(120))])
    }

    @Test("a first interrupt stops and cancels but lets always steps and gates run; a second one ends all")
    func interrupts() throws {
        let project = Sample.project(
            [
                Sample.stage("s", ["a", "b"]), Sample.stage("t", ["c", "teardown"], .named([])),
                Sample.stage("gates", ["g"], .all),
            ],
            [Sample.step("teardown", always: true), Sample.gates("g")]
        )
        var run = try Harness(project)
        run.send(.interrupt, at: 1)
        let reason = "the run was interrupted"
        #expect(run.last.first == .interrupted(forced: false))
        #expect(run.last.contains(.stop(step: run.index("a"), grace: .seconds(10), reason: reason)))
        #expect(run.outcomes == ["b": .cancelled(reason: reason)])
        run.end("c", at: 2)
        #expect(run.outcomes["c"] == .cancelled(reason: reason))
        #expect(run.started.last == "teardown")
        run.end("a", failure, at: 2)
        var gentle = run
        gentle.end("teardown", at: 3)
        gentle.end("g", at: 4)
        #expect(gentle.outcomes["g"] == .passed(tries: 1))
        #expect(gentle.finished)

        run.send(.interrupt, at: 3)
        #expect(run.last.first == .interrupted(forced: true))
        #expect(run.last.contains(.kill(step: run.index("teardown"))))
        #expect(run.outcomes["g"] == .cancelled(reason: "the run was interrupted by force"))
        run.end("teardown", .failed(.signal(9)), at: 4)
        #expect(run.finished)
        #expect(!run.started.contains("g"))
    }

    @Test("the grace of an interrupted step is honoured whatever other timers it had")
    func graceAfterInterrupt() throws {
        let step = Sample.step("a", grace: .seconds(50))
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])], [step]))
        run.send(.interrupt, at: 55)
        run.send(.tick, at: 60)
        #expect(!run.last.contains(.kill(step: 0)))
        run.send(.tick, at: 105)
        #expect(run.last.contains(.kill(step: 0)))
    }

    @Test("after a stop a pending retry is not started: the step keeps the failure that it had")
    func noRetryAfterStop() throws {
        let step = Sample.step("a", retries: Retries(count: 3, delay: .seconds(10)))
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])], [step]))
        run.end("a", failure, at: 1)
        run.send(.interrupt, at: 2)
        #expect(run.outcomes == ["a": .failed(.exit(code: 1), tries: 1)])
        #expect(run.finished)
    }

    @Test("reports are read before anything that follows starts")
    func collection() throws {
        var run = try Harness(Sample.project([Sample.stage("s", ["a", "b"])], [Sample.step("a", reports: ["*.xml"])]))
        run.end("a", failure, at: 1)
        #expect(run.last.contains(.collect(step: 0)))
        #expect(run.started == ["a"])
        run.send(.collected(step: 0), at: 2)
        #expect(run.started == ["a", "b"])
    }

    @Test("an exclusive step whose turn it is holds back the others until it can run alone")
    func exclusive() throws {
        let pool = Pool(kind: .performance, dedicatedEnvironment: true)
        var run = try Harness(
            Sample.project(
                [
                    Sample.stage("u", ["u"], .named([])), Sample.stage("p", ["p"], .named([])),
                    Sample.stage("v", ["v"], .named([])),
                ],
                [Sample.step("p", kind: .performance)],
                pools: [pool]
            )
        )
        #expect(run.started == ["u"])
        run.end("u", at: 1)
        #expect(run.started == ["u", "p"])
        run.end("p", at: 2)
        #expect(run.started == ["u", "p", "v"])
    }

    @Test("unselected steps are skipped and hold nothing up")
    func only() throws {
        let project = Sample.project([Sample.stage("a", ["x", "y"]), Sample.stage("b", ["z"], .named(["a"]))])
        let run = try Harness(project, only: ["z"])
        #expect(run.started == ["z"])
    }

    @Test("limits without measure neither trap nor fire")
    func hugeDurations() throws {
        let endless = Duration.seconds(Int64.max)
        let step = Sample.step("a", timeout: endless, grace: endless, retries: Retries(count: .max, delay: endless))
        var run = try Harness(Sample.project([Sample.stage("s", ["a"])], [step]))
        run.end("a", failure, at: 1)
        run.send(.interrupt, at: 2)
        #expect(run.finished)
    }

    @Test("a chain of ten thousand skipped stages ends without recursion")
    func longChain() throws {
        let stages = (0..<10_000).map { Sample.stage("s\($0)", ["x\($0)"]) }
        var run = try Harness(Sample.project(stages), only: ["x9999"])
        #expect(run.started == ["x9999"])
        run.end("x9999", at: 1)
        #expect(run.finished)
    }
}
