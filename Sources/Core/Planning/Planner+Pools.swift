extension Planner {
    func jobLimit() -> JobLimit {
        guard let jobs = options.jobs else { return JobLimit(count: max(1, context.machine.cores), source: .machine) }
        return JobLimit(count: max(1, jobs), source: .option)
    }

    /// Every lock once; where pools give one two capacities, the smaller one holds.
    mutating func lockCapacities() -> [SharedResource] {
        var capacities: [String: Int] = [:]
        for resource in project.pools.flatMap(\.sharedResources) {
            if let known = capacities[resource.name], known != resource.capacity {
                let least = min(known, resource.capacity)
                notes.append(
                    "the shared resource \"\(resource.name)\" has two capacities, \(known) and \(resource.capacity):"
                        + " the smaller one holds, \(least)"
                )
                capacities[resource.name] = least
            } else {
                capacities[resource.name] = resource.capacity
            }
        }
        return capacities.keys.sorted().map { SharedResource(name: $0, capacity: capacities[$0] ?? 1) }
    }

    func plannedPool(_ kind: Kind, jobs: JobLimit) -> PlannedPool {
        let pool = project.pools.first { $0.kind == kind }
        var limits: [(bound: PlannedPool.Bound, count: Int)] = []
        if let count = pool?.maxWorkers { limits.append((.maxWorkers, count)) }
        if let count = pool?.maxParallel { limits.append((.maxParallel, count)) }
        if pool?.strategy == .sequential { limits.append((.sequential, 1)) }
        limits += reservedLimits(kind)
        limits.append((jobs.source == .option ? .jobs : .machine, jobs.count))
        let least = limits.map(\.count).min() ?? 1
        let bound = limits.first { $0.count == least }?.bound ?? .machine
        let exclusive = pool.map(Self.isExclusive) ?? false
        return PlannedPool(
            kind: kind,
            limit: least,
            bound: bound,
            strategy: pool?.strategy,
            isolation: pool?.isolation,
            locks: Set(pool?.sharedResources.map(\.name) ?? []).sorted(),
            exclusive: exclusive,
            why: Self.sentence(kind, limits, least, bound)
        )
    }

    /// What environments can take of the machine; memory that is not known has no end.
    var capacity: Resources {
        let memory = context.machine.memoryBytes
        return Resources(cores: Double(context.machine.cores), memoryBytes: memory > 0 ? memory : nil)
    }

    /// How many steps of a kind fit side by side where each of them has an environment that takes a part of the machine.
    private func reservedLimits(_ kind: Kind) -> [(bound: PlannedPool.Bound, count: Int)] {
        let environments = Dictionary(project.environments.map { ($0.name, $0) }) { first, _ in first }
        let steps = project.pipeline.steps.values.filter { $0.kind == kind && !$0.isBuiltIn }
        let taken = steps.compactMap { step in step.environment.flatMap { environments[$0] }.flatMap { Reservation($0) }
        }
        guard !steps.isEmpty, taken.count == steps.count, !taken.contains(where: \.isShared) else { return [] }
        var limits: [(bound: PlannedPool.Bound, count: Int)] = []
        if let cores = taken.map(\.cores).min(), cores > 0, let all = capacity.cores {
            limits.append((.cpu, max(1, Self.whole(all / cores))))
        }
        if let memory = taken.map(\.memoryBytes).min(), memory > 0, let all = capacity.memoryBytes {
            limits.append((.memory, max(1, Self.whole(all / memory))))
        }
        return limits
    }

    private static func whole(_ number: Double) -> Int { Int(min(number, 1_000_000)) }

    /// Whether nothing else runs meanwhile, under `dedicated_environment` or by a word for the isolation.
    static func isExclusive(_ pool: Pool) -> Bool {
        pool.dedicatedEnvironment || Isolation.isExclusive(pool.isolation)
    }

    static func isExclusive(_ environment: TestEnvironment) -> Bool {
        environment.isExclusive || Isolation.isExclusive(environment.isolation)
    }

    private static func sentence(
        _ kind: Kind,
        _ limits: [(bound: PlannedPool.Bound, count: Int)],
        _ least: Int,
        _ bound: PlannedPool.Bound
    ) -> String {
        let others = limits.filter { $0.bound != bound }.map { "\(words($0.bound)) \(verb($0.bound, $0.count))" }
        let also = others.isEmpty ? "" : " (\(others.joined(separator: ", ")))"
        return "at most \(least) \(kind.rawValue) \(least == 1 ? "step" : "steps") at a time,"
            + " because \(words(bound)) \(verb(bound, least))\(also)"
    }

    private static func words(_ bound: PlannedPool.Bound) -> String {
        switch bound {
        case .maxWorkers, .maxParallel: bound.rawValue
        case .cpu: "the cores that its environments take"
        case .memory: "the memory that its environments take"
        case .sequential: "strategy"
        case .jobs: "--jobs"
        case .machine: "the machine"
        }
    }

    private static func verb(_ bound: PlannedPool.Bound, _ count: Int) -> String {
        switch bound {
        case .maxWorkers, .maxParallel, .jobs: "is \(count)"
        case .cpu, .memory: "leave room for \(count)"
        case .sequential: "is sequential"
        case .machine: "has \(Wording.count(count, "core"))"
        }
    }
}
