import Core
import Criteria
import Testing

@Suite("Planning")
struct PlannerTests {
    private func plan(
        _ project: Project,
        _ context: RunContext = Sample.context(),
        _ options: PlanOptions = PlanOptions()
    ) throws -> Plan {
        try Plan.make(project: project, context: context, options: options)
    }

    private func errors(_ project: Project, _ options: PlanOptions = PlanOptions()) -> [PlanError] {
        do {
            _ = try Plan.make(project: project, context: Sample.context(), options: options)
            return []
        } catch {
            return error.errors
        }
    }

    @Test("a stage without depends_on follows the one listed before it, named stages come first, ALL comes last")
    func order() throws {
        let plan = try plan(
            Sample.project([
                Sample.stage("late", ["l"], .named(["early"])),
                Sample.stage("after-late", ["m"]),
                Sample.stage("early", ["e"], .named([])),
                Sample.stage("gates", ["g"], .all),
            ])
        )
        #expect(plan.stages.map(\.name) == ["early", "late", "after-late", "gates"])
        #expect(plan.stages.map(\.waitsFor) == [[], [0], [1], [0, 1, 2]])
        #expect(plan.stages.map(\.order) == [.atOnce, .named, .previous, .all])
        #expect(plan.steps.map(\.name) == ["e", "l", "m", "g"])
        #expect(plan.steps.map(\.runsAfterStop) == [false, false, false, true])
        #expect(plan.dependencies(of: plan.steps[1]) == ["e"])
        #expect(plan.stages[1].why == ["starts when \"early\" has succeeded (depends_on)"])
    }

    @Test("a cycle is named from end to end, with the place of each of its stages")
    func cycle() throws {
        let error = try #require(
            errors(
                Sample.project([
                    Sample.stage("free", ["x"], .named([]), line: 1),
                    Sample.stage("a", ["y"], .named(["b"]), line: 2),
                    Sample.stage("b", ["z"], .named(["a"]), line: 3),
                ])
            ).first
        )
        #expect(error.message == "stages wait for each other in a circle: \"a\" → \"b\" → \"a\"")
        #expect(error.location?.line == 2)
        #expect(error.related.map(\.location?.line) == [2, 3])
    }

    @Test("a stage listed behind one that depends on ALL is told how to break the circle")
    func cycleThroughAll() throws {
        let error = try #require(
            errors(Sample.project([Sample.stage("gates", ["g"], .all), Sample.stage("deploy", ["d"])])).first
        )
        #expect(error.help == "list the stage that depends on ALL last, or give \"deploy\" a depends_on")
        let itself = try #require(errors(Sample.project([Sample.stage("a", ["x"], .named(["a"]))])).first)
        #expect(itself.message.hasSuffix("\"a\" → \"a\""))
    }

    @Test("all errors come at once: unknown stage, stage named twice, step in two places, unknown step, environment")
    func allErrors() throws {
        var project = Sample.project(
            [
                Sample.stage("a", ["x", "x", "nowhere"], .named(["ghost"])),
                Sample.stage("a", ["y"], condition: .reference(Reference("coverage"))),
                Sample.stage("b", ["y"]),
            ],
            [Sample.step("y", environment: "moon")]
        )
        project.pipeline.steps["nowhere"] = nil
        #expect(
            errors(project).map(\.message) == [
                "two stages are named \"a\"",
                "stage \"a\" depends on \"ghost\", which is not a stage",
                "the condition of stage \"a\" asks for `coverage`, which is not a fact of a run",
                "the step \"x\" is twice in stage \"a\"",
                "stage \"a\" names the step \"nowhere\", which `steps:` does not describe",
                "the step \"y\" is in two stages, \"a\" and \"b\"",
                "the step \"y\" wants the environment \"moon\", which `environments:` does not describe",
            ]
        )
    }

    @Test("a condition that does not hold skips its stage, and the reason shows the facts")
    func conditions() throws {
        let condition = try Sample.condition("branch == 'main' || manual_trigger")
        let project = Sample.project([Sample.stage("load", ["k6"], condition: condition)])
        let skipped = try plan(project, Sample.context(branch: "feature"))
        #expect(
            skipped.steps[0].skipReason
                == "condition `\(condition)` does not hold: branch is \"feature\", manual_trigger is false"
        )
        #expect(try plan(project, Sample.context(branch: "feature", manual: true)).steps[0].skipReason == nil)
        #expect(try plan(project).steps[0].skipReason == nil)
        // true || unknown is true, false || unknown is not known.
        #expect(try plan(project, Sample.context(branch: nil, manual: true)).stages[0].skipReason == nil)
        let unknown = try plan(project, Sample.context(branch: nil))
        let why = try #require(unknown.stages[0].skipReason)
        #expect(why.hasPrefix("condition `\(condition)` cannot be decided: branch is not known"))
        #expect(why.contains("--branch"))
        #expect(unknown.steps[0].withheld == .cancelled(reason: why), "nobody decided that it is to be left out")
        #expect(skipped.steps[0].withheld == skipped.steps[0].skipReason.map { .skipped(reason: $0) })
    }

    @Test(
        "what is built for a tag is built for no branch",
        arguments: [
            ("branch == 'v1'", false), ("branch != 'main'", true), ("tag == 'v1'", true), ("tag != ''", true),
        ]
    )
    func tags(_ text: String, holds: Bool) throws {
        let condition = try Sample.condition(text)
        let project = Sample.project([Sample.stage("load", ["k6"], condition: condition)])
        var context = Sample.context(branch: nil)
        context.tag = "v1"
        let planned = try plan(project, context).steps[0]
        #expect((planned.skipReason == nil) == holds)
        #expect(planned.condition?.isDecided ?? true, "it can be decided")
    }

    @Test(
        "the smallest bound of a pool holds, and the plan says which one acted",
        arguments: [
            (Pool(kind: .unit, maxWorkers: 8, maxParallel: 3), nil, 3, PlannedPool.Bound.maxParallel),
            (Pool(kind: .unit, maxWorkers: 2, maxParallel: 3), nil, 2, .maxWorkers),
            (Pool(kind: .unit, maxWorkers: 8), nil, 4, .machine),
            (Pool(kind: .unit, maxWorkers: 8), 6, 6, .jobs),
            (Pool(kind: .unit, strategy: .sequential), nil, 1, .sequential),
            (Pool(kind: .e2e, maxWorkers: 1), nil, 4, .machine),
        ] as [(Pool, Int?, Int, PlannedPool.Bound)]
    )
    func bounds(pool: Pool, jobs: Int?, limit: Int, bound: PlannedPool.Bound) throws {
        let project = Sample.project([Sample.stage("s", ["x"])], pools: [pool])
        let planned = try #require(try plan(project, Sample.context(), PlanOptions(jobs: jobs)).pool(of: .unit))
        #expect(planned.limit == limit)
        #expect(planned.bound == bound)
    }

    @Test("a pool explains its bound against the others")
    func boundInWords() throws {
        let pool = Pool(kind: .unit, maxWorkers: 8, maxParallel: 3)
        let planned = try plan(Sample.project([Sample.stage("s", ["x"])], pools: [pool]))
        #expect(
            planned.pools[0].why == "at most 3 unit steps at a time, because max_parallel is 3"
                + " (max_workers is 8, the machine has 4 cores)"
        )
    }

    @Test("a step that needs more than the machine has is skipped, or runs and taints its performance criteria")
    func resources() throws {
        func planned(_ underProvisioned: Bool) throws -> PlannedStep {
            let cluster = TestEnvironment(
                name: "cluster",
                duration: .seconds(600),
                resources: Resources(cores: 32, memoryBytes: 64e9),
                isolation: "dedicated_cluster",
                underProvisioned: underProvisioned
            )
            let step = Sample.step("load", kind: .performance, environment: "cluster")
            return try plan(Sample.project([Sample.stage("s", ["load"])], [step], environments: [cluster])).steps[0]
        }
        let gap =
            "environment \"cluster\" asks for 32 cores, and the machine has 4; "
            + "for 64GB of memory, and the machine has 8GB"
        let skipped = try planned(false)
        #expect(skipped.skipReason == "\(gap); `under_provisioned: true` would run it all the same")
        let tainted = try planned(true)
        #expect(tainted.skipReason == nil)
        #expect(tainted.underProvisioned == gap)
        #expect(tainted.exclusive)
        #expect(tainted.timeout == .seconds(600))
        #expect(tainted.timeoutSource == .environment("cluster"))
    }

    @Test("timeout_per_module bounds a step that says nothing itself, and only where the pool cuts by module")
    func moduleTimeout() throws {
        let pool = Pool(kind: .unit, strategy: .byModule, timeoutPerModule: .seconds(300))
        let steps = [Sample.step("silent"), Sample.step("own", timeout: .seconds(900)), Sample.step("e", kind: .e2e)]
        let plan = try plan(
            Sample.project(
                [Sample.stage("s", ["silent", "own", "e"])],
                steps,
                pools: [pool, Pool(kind: .e2e, strategy: .byFeature, timeoutPerModule: .seconds(1))]
            )
        )
        #expect(plan.steps.map(\.timeout) == [.seconds(300), .seconds(900), .seconds(3600)])
    }

    @Test("shared resources become locks of each step of their kind; of two capacities the smaller one holds")
    func locks() throws {
        let pools = [
            Pool(kind: .integration, sharedResources: [.init(name: "database_pool", capacity: 3)]),
            Pool(kind: .e2e, sharedResources: [.init(name: "database_pool", capacity: 2), .init(name: "unused")]),
        ]
        let steps = [Sample.step("i", kind: .integration), Sample.gates("g")]
        let plan = try plan(Sample.project([Sample.stage("s", ["i", "g"])], steps, pools: pools))
        #expect(plan.steps.map(\.locks) == [["database_pool"], []])
        #expect(plan.locks == [SharedResource(name: "database_pool", capacity: 2)])
        #expect(plan.notes.count == 1)
        #expect(plan.steps[1].pool == nil)
    }

    @Test("--only runs what it names, and a name that is no step is an error")
    func only() throws {
        let project = Sample.project([Sample.stage("a", ["x", "y"]), Sample.stage("b", ["z"], .named(["a"]))])
        let selected = try plan(project, Sample.context(), PlanOptions(only: ["z"]))
        #expect(selected.steps.map(\.skipReason) == ["not selected (--only)", "not selected (--only)", nil])
        #expect(
            errors(project, PlanOptions(only: ["c"])).map(\.message) == [
                "--only \"c\" is no step, stage, kind or pattern of this pipeline"
            ]
        )
        #expect(errors(project, PlanOptions(jobs: 0, only: [])).count == 2)
    }

    @Test("a limit below one is an error, never a step that cannot start")
    func limits() {
        let pool = Pool(kind: .unit, maxWorkers: 0, maxParallel: -1, sharedResources: [.init(name: "db", capacity: 0)])
        #expect(
            errors(Sample.project([Sample.stage("a", ["x"])], pools: [pool, Pool(kind: .unit)])).map(\.message) == [
                "max_workers of unit steps is 0",
                "max_parallel of unit steps is -1",
                "the shared resource \"db\" of unit steps has the capacity 0",
                "the pool of unit steps is described twice",
            ]
        )
    }

    @Test("an empty pipeline has an empty plan")
    func empty() throws {
        #expect(try plan(Project()).steps.isEmpty)
    }
}
