/// Which steps' outputs lie there when a step starts: those of every step that must have ended by then.
package struct OutputsBefore: Sendable {
    private let steps: [[Int]]

    package init(_ plan: Plan) {
        let makers = plan.steps.map { !$0.step.outputs.isEmpty }
        // What the stages before a stage leave; stages are in an order that puts each behind those it waits for.
        var left: [Set<Int>] = []
        var steps = [[Int]](repeating: [], count: plan.steps.count)
        for stage in plan.stages {
            var before: Set<Int> = []
            for waited in stage.waitsFor where left.indices.contains(waited) { before.formUnion(left[waited]) }
            for step in stage.steps {
                steps[step] = before.sorted()
                if !stage.parallel, makers[step] { before.insert(step) }
            }
            before.formUnion(stage.steps.filter { makers[$0] })
            left.append(before)
        }
        self.steps = steps
    }

    /// Positions in the plan of the steps before one that have outputs.
    package subscript(_ step: PlannedStep) -> [Int] { steps.indices.contains(step.index) ? steps[step.index] : [] }
}
