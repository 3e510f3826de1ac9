import Core
import Testing

@testable import CommandLine

@Suite("A plan as a Mermaid graph")
struct PlanMermaidTests {
    @Test("stages are subgraphs, waits are arrows, and no name can break out of its label")
    func graph() throws {
        let pipeline = Pipeline(
            stages: [
                Stage(name: "first", steps: ["a\"]; click"]),
                Stage(name: "second", steps: ["b", "c"], dependencies: .named(["first"])),
            ],
            steps: [
                "a\"]; click": Step(name: "a\"]; click", action: .arguments(["true"])),
                "b": Step(name: "b", action: .arguments(["true"])), "c": Step(name: "c", action: .arguments(["true"])),
            ]
        )
        let machine = Machine(cores: 2, memoryBytes: 1e9, system: "Linux")
        let plan = try Plan.make(
            project: Project(pipeline: pipeline),
            context: RunContext(id: "r", machine: machine, started: 0)
        )
        #expect(
            PlanMermaid.text(plan) == """
                flowchart LR
                    subgraph stage0["first"]
                        step0["a#quot;]; click"]
                    end
                    subgraph stage1["second"]
                        step1["b"]
                        step2["c"]
                    end
                    step1 --> step2
                    stage0 --> stage1
                    classDef skipped stroke-dasharray: 4 4,opacity:0.6
                """
        )
    }
}
