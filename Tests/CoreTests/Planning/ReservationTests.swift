import Core
import Testing

@Suite("what environments take of the machine")
struct ReservationTests {
    private func plan(_ resources: Resources, lifecycle: String? = nil, machine: Machine? = nil) throws -> Plan {
        var steps = ["a", "b"].map { Step(name: $0, action: .arguments(["true"]), kind: .performance) }
        for index in steps.indices { steps[index].environment = "lab" }
        var project = Sample.project([Sample.stage("s", ["a", "b"], parallel: true)], steps)
        project.environments = [TestEnvironment(name: "lab", lifecycle: lifecycle, resources: resources)]
        var context = Sample.context()
        context.machine = machine ?? Machine(cores: 4, memoryBytes: 8e9, system: "Linux")
        return try Plan.make(project: project, context: context, options: PlanOptions())
    }

    @Test("cores that leave room for one step bind its pool, and the plan says so")
    func cores() throws {
        let plan = try plan(Resources(cores: 3))
        let pool = try #require(plan.pool(of: .performance))
        #expect(pool.limit == 1)
        #expect(pool.bound == .cpu)
        #expect(pool.why.contains("because the cores that its environments take leave room for 1"))
        #expect(plan.steps[0].why.contains("takes 3 cores while it runs: environment \"lab\""))
    }

    @Test("memory binds as well; an environment that all steps share binds nothing")
    func memory() throws {
        #expect(try plan(Resources(memoryBytes: 3e9)).pool(of: .performance)?.bound == .memory)
        #expect(try plan(Resources(cores: 3), lifecycle: "per_suite").pool(of: .performance)?.bound == .machine)
    }

    @Test("a link whose speed nobody knows, or that is too slow, is not what was asked for")
    func network() throws {
        let wanted = Resources(networkBitsPerSecond: 10e9)
        let unknown = try plan(wanted).steps[0].skipReason
        #expect(unknown?.contains("a network of 10 Gbit/s, and what the machine's link has is not known") == true)
        var machine = Machine(cores: 4, memoryBytes: 8e9, system: "Linux")
        machine.networkBitsPerSecond = 1e9
        #expect(try plan(wanted, machine: machine).steps[0].skipReason?.contains("has 1 Gbit/s") == true)
        machine.networkBitsPerSecond = 25e9
        #expect(try plan(wanted, machine: machine).steps[0].skipReason == nil)
    }

    @Test("a graphics processor that is required must be there")
    func graphics() throws {
        #expect(try plan(Resources(gpu: "required")).steps[0].skipReason?.contains("shows none") == true)
        #expect(try plan(Resources(gpu: "optional")).steps[0].skipReason == nil)
    }

    @Test(
        "a word of the configuration is a level, an addition, or neither",
        arguments: [
            ("process", Isolation()), ("sandbox", Isolation(level: .sandbox)),
            ("docker_volumes", Isolation(level: .container)), ("browser_instance", Isolation(hasBrowser: true)),
            ("dedicated_cluster", Isolation()),
        ]
    )
    func words(_ word: String, _ isolation: Isolation) { #expect(Isolation(word) == isolation) }
}
