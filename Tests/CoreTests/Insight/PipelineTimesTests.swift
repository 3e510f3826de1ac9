import Criteria
import Testing

@testable import Core

struct PipelineTimesTests {
    private let pipeline = Pipeline(stages: [
        Stage(name: "build", steps: ["compile"]),
        Stage(name: "tests", steps: ["unit", "e2e"], parallel: true),
        Stage(name: "lint", steps: ["lint"], dependencies: .named([])),
        Stage(name: "report", steps: ["report"], dependencies: .all),
    ])

    private func times(_ lint: Double = 5) -> PipelineTimes {
        PipelineTimes(pipeline, seconds: ["compile": 10, "unit": 20, "e2e": 50, "lint": lint, "report": 1])
    }

    @Test("The length is that of the longest way through the stages")
    func length() {
        #expect(times().length == 61)
        #expect(times(100).length == 101)
    }

    @Test("A cut saves what the whole becomes shorter by, and nothing off the longest way")
    func saving() {
        #expect(times().saving(10, of: "e2e") == 10)
        #expect(times().saving(40, of: "e2e") == 30)
        #expect(times().saving(10, of: "unit") == 0)
        #expect(times().saving(99, of: "compile") == 10)
        #expect(times().saving(1, of: "nothing") == 0)
    }

    @Test("Stages that wait for each other end all the same")
    func circle() {
        let stages = [
            Stage(name: "a", steps: ["x"], dependencies: .named(["b"])),
            Stage(name: "b", steps: ["y"], dependencies: .named(["a"])),
        ]
        #expect(PipelineTimes(Pipeline(stages: stages), seconds: ["x": 1, "y": 1]).length >= 1)
    }
}

struct AlertMachineTests {
    @Test("A run on another class of machine raises no alert on times, and one on the same does")
    func machine() throws {
        let names: NameTable = ["execution_time": .duration]
        let rule = AlertRule(
            name: "slow",
            condition: try .parse("execution_time > previous * 1.5", names: names, as: .boolean)
        )
        let run = { (id: String, machine: String, seconds: Double) in
            RunFigures(
                run: .init(id: id, commit: nil),
                started: 0,
                machine: machine,
                branch: "main",
                values: ["execution_time": .init(value: seconds, dimension: .duration)]
            )
        }
        #expect(AlertJudge(line: [run("b", "slow", 90), run("a", "fast", 10)]).raised([rule]).isEmpty)
        let raised = AlertJudge(line: [run("c", "fast", 90), run("b", "slow", 80), run("a", "fast", 10)]).raised([rule])
        #expect(raised.map(\.key) == ["slow@main"])
    }
}
