import Core
import Engine

/// A run loop over fakes.
struct TestRun {
    var runner = FakeProcessRunner()
    var clock = ManualClock()
    var judge = FakeJudge(RunVerdict(gates: [], problems: []))
    var cache: any StepCache = NoStepCache()
    /// Steps that had ended before the run was cut off, and what was read of them; none where the run is new.
    var carried: [StepRecord] = []
    var carriedReports: [String: [Report]]?
    var jobs: Int?
    let sink = RecordingSink()

    func run(
        _ stages: [Stage],
        _ steps: [Step] = [],
        interrupts: AsyncStream<Interrupt> = AsyncStream { $0.finish() }
    ) async throws -> RunRecord {
        var catalogue = Dictionary(steps.map { ($0.name, $0) }) { first, _ in first }
        for name in stages.flatMap(\.steps) where catalogue[name] == nil {
            catalogue[name] = Step(name: name, action: .script("true"))
        }
        let context = RunContext(
            id: "20261122-150405-a1b2",
            machine: Machine(cores: 2, memoryBytes: 8e9, system: "Linux"),
            started: 1_000_000
        )
        let project = Project(pipeline: Pipeline(stages: stages, steps: catalogue))
        var plan = try Plan.make(project: project, context: context, options: PlanOptions(jobs: jobs))
        for index in plan.steps.indices {
            plan.steps[index].carried = carried.first { $0.name == plan.steps[index].name }
        }
        let loop = RunLoop(
            plan: plan,
            context: context,
            folder: RunFolder(root: "/project", path: "/project/.assay/runs/r"),
            environment: ["PATH": "/bin", "MODE": "inherited", "ASSAY_STEP": "outer"],
            ports: RunLoop.Ports(
                runner: runner,
                clock: clock,
                collector: FakeCollector(),
                judge: judge,
                recorder: EventRecorder(run: context.id, clock: clock, sinks: [sink]),
                cache: cache
            ),
            carried: carriedReports
        )
        return await loop.run(interrupts: interrupts)
    }
}

extension RunRecord {
    /// Outcomes by step.
    var outcomes: [String: StepOutcome] {
        Dictionary(steps.map { ($0.name, $0.outcome) }) { first, _ in first }
    }
}
