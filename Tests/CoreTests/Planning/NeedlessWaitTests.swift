import Core
import Testing

@Suite("Needless waits")
struct NeedlessWaitTests {
    private func notes(_ stages: [Stage], critical: String? = nil, waiting: String? = nil) throws -> [String] {
        var pipeline = Pipeline()
        pipeline.stages = stages
        for name in ["ruff", "pytest", "ctest", "gcovr", "bandit"] {
            var step = Step(name: name, action: .arguments([name]))
            step.preset = name
            step.critical = name == critical
            if name == waiting { step.dependencies = ["ruff"] }
            pipeline.steps[name] = step
        }
        let machine = Machine(cores: 2, memoryBytes: 1e9, system: "any")
        let context = RunContext(id: "x", machine: machine, started: 0)
        return try Plan.make(project: Project(pipeline: pipeline), context: context).notes
            .filter { !$0.contains("no stage") }
    }

    @Test("tools that need nothing of each other, one after the other, are named, with what to write")
    func sequence() throws {
        let notes = try notes([Stage(name: "a", steps: ["ruff", "pytest"])])
        #expect(
            notes == [
                "\"ruff\" and \"pytest\" of stage \"a\" run one after the other and need nothing of each other: "
                    + "`parallel: true` runs them side by side"
            ]
        )
        #expect(try self.notes([Stage(name: "a", steps: ["ruff", "pytest"], parallel: true)]) == [])
    }

    @Test("a stage that waits for another only as it is listed behind it is named; one that says so is not")
    func stages() throws {
        let first = Stage(name: "a", steps: ["ruff"])
        #expect(try notes([first, Stage(name: "b", steps: ["bandit"])]).count == 1)
        #expect(try notes([first, Stage(name: "b", steps: ["bandit"], dependencies: .named(["a"]))]) == [])
    }

    @Test("what needs another step, and what must end first, waits for a reason")
    func needed() throws {
        #expect(try notes([Stage(name: "a", steps: ["ctest", "gcovr"])]) == [])
        #expect(try notes([Stage(name: "a", steps: ["ruff", "pytest"])], critical: "ruff") == [])
        #expect(try notes([Stage(name: "a", steps: ["ruff", "pytest"])], waiting: "pytest") == [])
    }
}
