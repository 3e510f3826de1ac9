/// Which steps' outputs lie there when a step starts: those of every step that must have ended by then.
package struct OutputsBefore: Sendable {
    private let steps: [[Int]]

    package init(_ plan: Plan) {
        let makers = plan.steps.map { !$0.step.outputs.isEmpty }
        // What the stages before a stage leave; stages are in an order that puts each behind those it waits for.
        var left: [Set<Int>] = []
        var steps = [Set<Int>](repeating: [], count: plan.steps.count)
        for stage in plan.stages {
            var before: Set<Int> = []
            for waited in stage.waitsFor where left.indices.contains(waited) { before.formUnion(left[waited]) }
            for step in stage.steps {
                steps[step] = before
                if !stage.parallel, makers[step] { before.insert(step) }
            }
            before.formUnion(stage.steps.filter { makers[$0] })
            left.append(before)
        }
        // Steps may name steps, in any order and of any stage: what those rest on is passed on until all have it.
        while Self.passOn(plan, makers, &steps) {}
        self.steps = steps.map { $0.sorted() }
    }

    /// Gives each step what the steps that it names have and make; false where nothing was new.
    private static func passOn(_ plan: Plan, _ makers: [Bool], _ steps: inout [Set<Int>]) -> Bool {
        var isNew = false
        for group in plan.groups {
            let named = group.needs.flatMap { plan.groups[$0.group].steps }
            let found = named.reduce(into: Set(named.filter { makers[$0] })) { $0.formUnion(steps[$1]) }
            for step in group.steps where !found.isSubset(of: steps[step]) {
                steps[step].formUnion(found)
                isNew = true
            }
        }
        for stage in plan.stages {
            let waited = stage.waitsFor.filter(plan.stages.indices.contains).flatMap { plan.stages[$0].steps }
            let found = waited.reduce(into: Set<Int>()) { $0.formUnion(steps[$1]) }
            for step in stage.steps where !found.isSubset(of: steps[step]) {
                steps[step].formUnion(found)
                isNew = true
            }
        }
        return isNew
    }

    /// Positions in the plan of the steps before one that have outputs.
    package subscript(_ step: PlannedStep) -> [Int] { steps.indices.contains(step.index) ? steps[step.index] : [] }
}
