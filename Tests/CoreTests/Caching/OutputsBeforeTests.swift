import Core
import Testing

@Suite("What lies there when a step starts")
struct OutputsBeforeTests {
    @Test("what a step makes is an input of the steps that name it, also within a stage, and of those behind them")
    func named() throws {
        func step(_ name: String, makes outputs: [String] = [], after names: [String] = []) -> Step {
            var step = Step(name: name, action: .script("x"))
            (step.outputs, step.dependencies) = (outputs, names)
            return step
        }
        let project = Sample.project(
            [Sample.stage("all", ["last", "use", "make", "free"], parallel: true)],
            [
                step("last", after: ["use"]), step("use", after: ["make"]), step("make", makes: ["out"]), step("free"),
            ]
        )
        let plan = try Plan.make(project: project, context: Sample.context(), options: PlanOptions())
        let before = OutputsBefore(plan)
        let found = plan.steps.map { (name: $0.name, before: before[$0].map { plan.steps[$0].name }) }
        for (name, names) in found {
            #expect(names == (["use", "last"].contains(name) ? ["make"] : []), "\(name)")
        }
        #expect(found.count == 4)
    }
}
