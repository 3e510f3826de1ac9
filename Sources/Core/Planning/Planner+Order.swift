extension Planner {
    /// For each stage as listed, the positions of the stages it waits for, each once.
    mutating func resolvedWaits() -> [[Int]] {
        let stages = project.pipeline.stages
        let position = Dictionary(stages.enumerated().map { ($1.name, $0) }) { first, _ in first }
        return stages.indices.map { index in
            switch stages[index].dependencies {
            case .previous: index == 0 ? [] : [index - 1]
            case .named(let names): Set(names.compactMap { position[$0] }).sorted()
            case .all: stages.indices.filter { $0 != index }
            }
        }
    }

    /// The stages in an order that respects every wait and is otherwise that of the list; nil, and an error, for a
    /// cycle.
    mutating func stageOrder(_ waits: [[Int]]) -> [Int]? {
        var dependents = [[Int]](repeating: [], count: waits.count)
        var open = waits.map(\.count)
        for (stage, waited) in waits.enumerated() {
            for other in waited { dependents[other].append(stage) }
        }
        var ready = BinaryHeap<Int>()
        for stage in waits.indices where open[stage] == 0 { ready.insert(stage) }
        var order: [Int] = []
        while let stage = ready.removeFirst() {
            order.append(stage)
            for dependent in dependents[stage] {
                open[dependent] -= 1
                if open[dependent] == 0 { ready.insert(dependent) }
            }
        }
        guard order.count < waits.count else { return order }
        reportCycle(waits, among: Set(waits.indices).subtracting(order))
        return nil
    }

    /// Every stage of `stuck` waits for another of them, so that following the first such wait must come round.
    private mutating func reportCycle(_ waits: [[Int]], among stuck: Set<Int>) {
        guard var current = stuck.min() else { return }
        var path: [Int] = []
        var place: [Int: Int] = [:]
        while place[current] == nil {
            place[current] = path.count
            path.append(current)
            guard let next = waits[current].first(where: stuck.contains) else { return }
            current = next
        }
        let cycle = Array(path[(place[current] ?? 0)...])
        let stages = project.pipeline.stages
        let names = (cycle + [current]).map { "\"\(stages[$0].name)\"" }
        let related = cycle.indices.map { index -> PlanError.Related in
            let stage = stages[cycle[index]]
            let waited = stages[cycle[(index + 1) % cycle.count]].name
            return .init("\"\(stage.name)\" waits for \"\(waited)\" (\(Self.ground(stage)))", location: stage.location)
        }
        errors.append(
            PlanError(
                "stages wait for each other in a circle: \(names.joined(separator: " → "))",
                location: stages[current].location,
                help: Self.wayOut(cycle.map { stages[$0] }),
                related: related
            )
        )
    }

    private static func ground(_ stage: Stage) -> String {
        switch stage.dependencies {
        case .previous: "it is listed after it and has no depends_on"
        case .named: "depends_on"
        case .all: "depends_on: [ALL]"
        }
    }

    private static func wayOut(_ cycle: [Stage]) -> String {
        guard cycle.contains(where: { $0.dependencies == .all }) else { return "remove one of these depends_on" }
        if let follower = cycle.first(where: { $0.dependencies == .previous }) {
            return "list the stage that depends on ALL last, or give \"\(follower.name)\" a depends_on"
        }
        return "nothing can wait for a stage that depends on ALL: name the stages in its depends_on instead"
    }
}
