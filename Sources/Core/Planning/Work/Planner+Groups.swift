extension Planner {
    /// Fills in what each step of the configuration has become, and what it waits for.
    mutating func group(_ plan: inout Plan) {
        var position: [String: Int] = [:]
        for stage in plan.stages {
            var previous: Int?
            var start = stage.steps.lowerBound
            while start < stage.steps.upperBound {
                let name = plan.steps[start].step.origin
                var end = start
                while end < stage.steps.upperBound, plan.steps[end].step.origin == name { end += 1 }
                let index = plan.groups.count
                let needs = previous.map { [PlannedGroup.Need(group: $0, mustSucceed: false)] } ?? []
                plan.groups.append(PlannedGroup(name: name, stage: stage.index, steps: start..<end, needs: needs))
                for step in start..<end { plan.steps[step].group = index }
                position[name] = index
                previous = stage.parallel ? nil : index
                start = end
            }
        }
        for index in plan.groups.indices {
            guard let first = plan.groups[index].steps.first else { continue }
            for name in plan.steps[first].step.dependencies {
                guard let group = position[name] else { continue }
                plan.groups[index].needs.removeAll { $0.group == group }
                plan.groups[index].needs.append(PlannedGroup.Need(group: group, mustSucceed: true))
            }
        }
        checkCircles(plan)
    }

    /// Steps that a step names exist, and some stage runs them.
    mutating func checkDependencies() {
        let listed = Set(project.pipeline.stages.flatMap(\.steps))
        for name in project.pipeline.stages.flatMap(\.steps) {
            guard let step = project.pipeline.steps[name] else { continue }
            for wanted in step.dependencies where !listed.contains(wanted) {
                errors.append(
                    PlanError(
                        "step \"\(name)\" depends on \"\(wanted)\", which no stage runs",
                        location: step.location,
                        help: "the steps are \(Wording.list(project.pipeline.stages.flatMap(\.steps)))"
                    )
                )
            }
        }
    }

    /// The order of stages, of the steps in them and of what steps name must agree: nothing may wait for itself.
    private mutating func checkCircles(_ plan: Plan) {
        guard plan.groups.contains(where: { $0.needs.contains(where: \.mustSucceed) }) else { return }
        let graph = WaitGraph(plan)
        guard let circle = graph.circle else { return }
        let names = (circle + circle.prefix(1)).map { graph.name($0, plan) }
        let shown = names.enumerated().filter { $0.offset == 0 || names[$0.offset - 1] != $0.element }.map(\.element)
        let step = circle.lazy.compactMap { graph.step($0, plan) }.first { !$0.dependencies.isEmpty }
        errors.append(
            PlanError(
                "steps wait for each other in a circle: \(shown.joined(separator: " → "))",
                location: step?.location,
                help: "remove one of these depends_on, or move a step to another stage"
            )
        )
    }
}

/// What waits for what, as nodes: the start and the end of each stage, and each group of steps.
private struct WaitGraph {
    private let stages: Int
    /// By node, the nodes that must come before.
    private var before: [[Int]]

    init(_ plan: Plan) {
        stages = plan.stages.count
        before = Array(repeating: [], count: 2 * plan.stages.count + plan.groups.count)
        for stage in plan.stages {
            before[stage.index] = stage.waitsFor.map { stages + $0 }
            before[stages + stage.index] = [stage.index]
        }
        for (index, group) in plan.groups.enumerated() {
            let node = 2 * stages + index
            before[node] = [group.stage] + group.needs.map { 2 * stages + $0.group }
            before[stages + group.stage].append(node)
        }
    }

    /// Nodes each of which waits for the next one, and the last for the first; nil where there is no such thing.
    var circle: [Int]? {
        var open = before.map(\.count)
        var after = [[Int]](repeating: [], count: before.count)
        for (node, earlier) in before.enumerated() { for other in earlier { after[other].append(node) } }
        var ready = before.indices.filter { open[$0] == 0 }
        while let node = ready.popLast() {
            for other in after[node] {
                open[other] -= 1
                if open[other] == 0 { ready.append(other) }
            }
        }
        guard var current = open.indices.last(where: { open[$0] > 0 }) else { return nil }
        var path: [Int] = []
        var place: [Int: Int] = [:]
        while place[current] == nil {
            place[current] = path.count
            path.append(current)
            guard let next = before[current].last(where: { open[$0] > 0 }) else { return nil }
            current = next
        }
        return Array(path[(place[current] ?? 0)...])
    }

    func step(_ node: Int, _ plan: Plan) -> Step? {
        guard node >= 2 * stages, let first = plan.groups[node - 2 * stages].steps.first else { return nil }
        return plan.steps[first].step
    }

    func name(_ node: Int, _ plan: Plan) -> String {
        if node >= 2 * stages { return "\"\(plan.groups[node - 2 * stages].name)\"" }
        return "stage \"\(plan.stages[node % max(1, stages)].name)\""
    }
}
