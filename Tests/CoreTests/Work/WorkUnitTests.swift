import Core
import Testing

@Suite("Work units of a plan")
struct WorkUnitTests {
    private func plan(_ steps: [Step], tests: [String: [ListedTest]] = [:], parallel: Bool = true) throws -> Plan {
        var options = PlanOptions(jobs: 4)
        options.tests = tests
        let project = Sample.project([Sample.stage("s", steps.map(\.name), parallel: parallel)], steps)
        return try Plan.make(project: project, context: Sample.context(), options: options)
    }

    private func step(_ name: String, _ arguments: [String], reports: [String] = []) -> Step {
        Step(name: name, action: .arguments(arguments), reports: reports.map { ReportPattern(glob: $0) })
    }

    private func errors(_ steps: [Step], tests: [String: [ListedTest]] = [:]) -> [String] {
        do {
            _ = try plan(steps, tests: tests)
            return []
        } catch {
            return ((error as? PlanErrors)?.errors ?? []).map(\.message)
        }
    }

    @Test("a matrix becomes a step for each combination, with its values in every text and label")
    func matrix() throws {
        var e2e = step("e2e", ["run", "--browser={matrix.browser}", "{unit}.xml"], reports: ["out/{unit}.xml"])
        e2e.variables = ["BROWSER": "{matrix.browser} {matrix.version}"]
        e2e.matrix = Matrix(
            axes: [
                .init(name: "browser", values: ["chrome", "firefox"]), .init(name: "version", values: ["1", "2"]),
            ],
            include: [["browser": "safari", "version": "17"], ["browser": "chrome", "tier": "main"]],
            exclude: [["browser": "firefox", "version": "1"]]
        )
        let plan = try plan([e2e])
        #expect(
            plan.steps.map(\.name) == [
                "e2e (chrome, 1, main)", "e2e (chrome, 2, main)", "e2e (firefox, 2)", "e2e (safari, 17)",
            ]
        )
        let cell = plan.steps[2].step
        #expect(cell.action == .arguments(["run", "--browser=firefox", "e2e-firefox-2.xml"]))
        #expect(cell.variables == ["BROWSER": "firefox 2"])
        #expect(cell.reports.map(\.glob) == ["out/e2e-firefox-2.xml"])
        #expect(cell.reports[0].labels == ["browser": "firefox", "version": "2"])
        #expect(plan.groups.count == 1, "what waits for the step waits for all of its combinations")
    }

    @Test("units that would write one file are refused, and so are placeholders without a value")
    func refused() {
        var one = step("e2e", ["run"], reports: ["out.xml"])
        one.matrix = Matrix(axes: [.init(name: "browser", values: ["a", "b"])])
        #expect(errors([one]) == ["\"e2e (a)\" and \"e2e (b)\" would both write out.xml"])
        var other = step("e2e", ["{matrix.tier}"])
        other.matrix = Matrix(axes: [.init(name: "os", values: ["a", "b"])], include: [["os": "a", "tier": "1"]])
        #expect(errors([other]) == ["step \"e2e\" uses {matrix.tier}, which its combination \"b\" does not have"])
        other.matrix = Matrix(axes: [.init(name: "os", values: ["a"])], exclude: [["os": "a"]])
        #expect(errors([other]) == ["the matrix of step \"e2e\" has no combination left"])
    }

    @Test("shards share the tests by what they took, the longest shard first, and each says what is expected of it")
    func shards() throws {
        var suite = step("suite", ["pytest", "{tests}", "--out={unit}.xml"], reports: ["{unit}.xml"])
        suite.tests = StepTests(source: .files(["*.py"]))
        suite.tests?.shards = .exactly(2)
        let tests = [
            ListedTest("a.py", seconds: 1), ListedTest("b.py", seconds: 9), ListedTest("c.py"),
            ListedTest("d.py", seconds: 3),
        ]
        let plan = try plan([suite], tests: ["suite": tests])
        #expect(plan.steps.map(\.name) == ["suite [1/2]", "suite [2/2]"])
        let parts = plan.steps.compactMap(\.step.unit?.part)
        #expect(parts.map(\.tests) == [["b.py"], ["a.py", "c.py", "d.py"]])
        #expect(parts.map(\.predicted) == [9, 7], "the median of what is known stands for what is not")
        #expect(plan.steps.map { $0.step.reports[0].glob } == ["suite-1.xml", "suite-2.xml"])
    }

    @Test("without a history the sizes of the files decide, and nothing is predicted")
    func sizes() throws {
        var suite = step("suite", ["{tests}"])
        suite.tests = StepTests(source: .files(["*"]))
        suite.tests?.shards = .exactly(2)
        let tests = [ListedTest("a", bytes: 10), ListedTest("b", bytes: 10), ListedTest("c", bytes: 100)]
        let parts = try plan([suite], tests: ["suite": tests]).steps.compactMap(\.step.unit?.part)
        #expect(parts.map(\.tests) == [["c"], ["a", "b"]])
        #expect(parts.allSatisfy { $0.predicted == nil })
    }

    @Test("tests that belong together stay together: of a module, of a pair of services, of a feature")
    func strategies() throws {
        let tests = ["gateway/a.py", "gateway/b.py", "selector/c.py"].map { ListedTest($0) }
        var suite = step("suite", ["{tests}"])
        suite.tests = StepTests(source: .files(["**"]))
        suite.tests?.strategy = .byModule
        var names = try plan([suite], tests: ["suite": tests]).steps.map(\.name)
        #expect(names == ["suite [gateway]", "suite [selector]"])
        suite.tests?.strategy = .byServicePair
        suite.tests?.pairs = [StepTests.Pair(from: "gateway", to: "db", tests: ["gateway/*"])]
        suite.reports = [ReportPattern(glob: "{unit}.xml")]
        let pairs = try plan([suite], tests: ["suite": tests])
        names = pairs.steps.map(\.name)
        #expect(names == ["suite [gateway→db]", "suite [other pairs]"])
        #expect(pairs.steps[0].step.reports[0].labels["from"] == "gateway")
        suite.tests?.strategy = .byFeature
        suite.tests?.features = [StepTests.Feature(name: "choice", tests: ["selector/**"])]
        names = try plan([suite], tests: ["suite": tests]).steps.map(\.name)
        #expect(names == ["suite [other features]", "suite [choice]"])
        suite.tests?.strategy = .sequential
        #expect(try plan([suite], tests: ["suite": tests]).steps.map(\.name) == ["suite"])
    }

    @Test("a step waits for those that it names, wherever they stand, and with them for all of their units")
    func dependencies() throws {
        var one = Sample.step("one")
        one.matrix = Matrix(axes: [.init(name: "os", values: ["a", "b"])])
        var two = Sample.step("two")
        two.dependencies = ["one"]
        let plan = try plan([two, one])
        #expect(plan.steps.map(\.name) == ["two", "one (a)", "one (b)"])
        #expect(plan.dependencies(of: plan.steps[0]) == ["one (a)", "one (b)"])
        #expect(plan.hasNeeds(plan.steps[0]) && !plan.hasNeeds(plan.steps[1]))
    }

    @Test("steps that wait for each other, or for one that no stage runs, are errors")
    func circles() {
        var (a, b, c) = (Sample.step("a"), Sample.step("b"), Sample.step("c"))
        a.dependencies = ["b"]
        b.dependencies = ["a"]
        #expect(errors([a, b])[0].hasPrefix("steps wait for each other in a circle: "))
        c.dependencies = ["ghost"]
        #expect(errors([c]) == ["step \"c\" depends on \"ghost\", which no stage runs"])
    }

    @Test("a step of an early stage that names one of a later stage is a circle through the stages")
    func circleThroughStages() throws {
        var a = Sample.step("a")
        a.dependencies = ["b"]
        let project = Sample.project([Sample.stage("one", ["a"]), Sample.stage("two", ["b"])], [a])
        #expect {
            try Plan.make(project: project, context: Sample.context())
        } throws: { error in
            (error as? PlanErrors)?.errors.first?.message.contains("circle") ?? false
        }
    }

    @Test("what fails most for the time it takes starts first; what nobody knows keeps its place")
    func priority() throws {
        let names = ["slow", "new", "shaky", "quick"]
        var options = PlanOptions(jobs: 1)
        options.priority = StepPriority([
            "slow": .init(runs: 20, failures: 0, seconds: 60), "shaky": .init(runs: 20, failures: 10, seconds: 5),
            "quick": .init(runs: 20, failures: 1, seconds: 0.5),
        ])
        let project = Sample.project([Sample.stage("s", names, parallel: true)])
        let plan = try Plan.make(project: project, context: Sample.context(), options: options)
        let order = plan.steps.sorted { $0.rank < $1.rank }.map(\.name)
        #expect(order == ["quick", "new", "shaky", "slow"])
        #expect(plan.steps[2].why.contains { $0.contains("failed in 10 of 20 runs, 5.0 s") })
    }

    @Test("parts of a step come together as one: the worst end, every try, and how far off the prediction was")
    func united() {
        let parts = [(1.0, StepOutcome.passed(tries: 1)), (4.0, .failed(.exit(code: 1), tries: 2))].enumerated()
        let records = parts.map { index, part in
            var record = StepRecord(name: "s [\(index + 1)/2]", stage: "t", kind: .unit, outcome: part.1)
            record.attempts = [AttemptRecord(number: 1, outcome: .passed, started: 10, seconds: part.0)]
            record.part = .init(whole: "s", title: "\(index + 1)/2", tests: 3, predicted: 2)
            return record
        }
        let other = StepRecord(name: "x", stage: "t", kind: .unit, outcome: .passed(tries: 1))
        let united = ([records[0], other, records[1]]).united
        #expect(united.map(\.name) == ["s", "x"])
        #expect(united[0].outcome == .failed(.exit(code: 1), tries: 2))
        #expect(united[0].attempts.map(\.part) == ["1/2", "2/2"])
        #expect(united[0].parts.map(\.seconds) == [1, 4])
        #expect(united[0].prediction?.expected == 2 && united[0].prediction?.took == 4)
    }
}
