import Core

extension ProjectBuilder {
    /// One pool for each kind that either block speaks of.
    func pools() -> [Pool] {
        let execution = single("parallel_execution")
        let bounds = single("resource_optimization")?["strategies"]?["test_parallelization"]
        return Kind.allCases.compactMap { kind in
            let key = FileFormat.kindKey(kind)
            let (workers, limit) = (execution?[key], bounds?[key])
            guard workers != nil || limit != nil else { return nil }
            // Both are read: a word in either block is right, and the first counts where both have one.
            let isolations = [workers, limit].compactMap { $0?["isolation"]?.text }
            var pool = Pool(
                kind: kind,
                strategy: workers?["strategy"]?.text.flatMap(Pool.Strategy.init(rawValue:)),
                maxWorkers: workers?["max_workers"]?.integer,
                maxParallel: limit?["max_parallel"]?.integer,
                timeoutPerModule: positive(workers?["timeout_per_module"], "timeout_per_module"),
                sharedResources: sharedResources(workers?["shared_resources"]),
                isolation: isolations.first,
                dedicatedEnvironment: workers?["dedicated_environment"]?.boolean ?? false
            )
            pool.allowsWeakerIsolation = [workers, limit].map(allowsWeaker).contains(true)
            return pool
        }
    }

    private func sharedResources(_ reader: Reader?) -> [SharedResource] {
        var resources: [SharedResource] = []
        var seen: Set<String> = []
        for item in reader?.items ?? [] {
            guard let name = item.text ?? item["name"]?.text else { continue }
            if !seen.insert(name).inserted { error("'\(name)' is listed twice", item.node) }
            resources.append(SharedResource(name: name, capacity: item["capacity"]?.integer ?? 1))
        }
        return resources
    }

    mutating func environment(_ entry: Reader.Entry) -> TestEnvironment {
        let reader = entry.value
        let resources = reader["resources"]
        _ = reader["description"]?.text
        // The word `test_execution` means no limit beyond that of the step.
        _ = reader["duration"]?.text
        let services = (reader["services"]?.items ?? []) + (resources?["services"]?.items ?? [])
        refer(to: services)
        var environment = TestEnvironment(
            name: entry.name,
            lifecycle: reader["lifecycle"]?.text,
            duration: positive(reader["duration"], "duration"),
            resources: Resources(
                cores: resources?["cpu"]?.amount,
                memoryBytes: resources?["memory"]?.amount,
                networkBitsPerSecond: resources?["network"]?.amount,
                gpu: resources?["gpu"]?.text,
                processes: resources?["pids"]?.integer
            ),
            services: services.compactMap(\.text),
            isolation: reader["isolation"]?.text,
            underProvisioned: reader["under_provisioned"]?.boolean ?? false,
            location: log.location(entry.key.place)
        )
        environment.allowsWeakerIsolation = allowsWeaker(reader)
        environment.image = reader["image"]?.text
        environment.isExclusive = reader["exclusive"]?.boolean ?? false
        return environment
    }

    // MARK: Isolation

    /// What a step says of its own.
    func isolation(_ step: Reader) -> Isolation? {
        let weaker = allowsWeaker(step)
        guard let reader = step["isolation"] else { return nil }
        var isolation = Isolation(reader.text ?? "")
        if reader.isMapping {
            isolation.level = reader["level"]?.text.flatMap(Isolation.Level.init(rawValue:)) ?? .process
            isolation.hasBrowser = reader["browser"]?.boolean ?? false
            isolation.hasNetwork = reader["network"]?.text != "none"
            if !isolation.hasNetwork, isolation.level == .process, let node = reader["network"]?.node {
                error("only a sandbox or a container can be without a network; add 'level: sandbox'", node)
            }
            isolation.image = reader["image"]?.text
            if isolation.level != .container, let node = reader["image"]?.node {
                error("an 'image' is for 'level: container'", node)
            }
        }
        isolation.allowsWeaker = weaker
        return isolation
    }

    private func allowsWeaker(_ reader: Reader?) -> Bool { reader?["isolation_fallback"]?.text == "allow" }
}
