/// How much work of one kind may run side by side, from `parallel_execution` and `resource_optimization`.
package struct Pool: Sendable, Hashable {
    /// How the tests of a step are cut into work units.
    package enum Strategy: String, Sendable, Hashable, CaseIterable {
        case byModule = "by_module"
        case byServicePair = "by_service_pair"
        case byFeature = "by_feature"
        case sequential
    }

    package var kind: Kind
    package var strategy: Strategy?
    /// `max_workers` of `parallel_execution`.
    package var maxWorkers: Int?
    /// `max_parallel` of `resource_optimization`; the smaller of the two holds.
    package var maxParallel: Int?
    package var timeoutPerModule: Duration?
    /// Named locks that every step of this kind holds while it runs.
    package var sharedResources: [SharedResource]
    /// The isolation word as it is written, such as `process` or `browser_instance`.
    package var isolation: String?
    /// Whether a weaker isolation will do where the machine lacks the one that is asked for.
    package var allowsWeakerIsolation = false
    /// Nothing else runs while a step of this kind does.
    package var dedicatedEnvironment: Bool

    package init(
        kind: Kind,
        strategy: Strategy? = nil,
        maxWorkers: Int? = nil,
        maxParallel: Int? = nil,
        timeoutPerModule: Duration? = nil,
        sharedResources: [SharedResource] = [],
        isolation: String? = nil,
        dedicatedEnvironment: Bool = false
    ) {
        self.kind = kind
        self.strategy = strategy
        self.maxWorkers = maxWorkers
        self.maxParallel = maxParallel
        self.timeoutPerModule = timeoutPerModule
        self.sharedResources = sharedResources
        self.isolation = isolation
        self.dedicatedEnvironment = dedicatedEnvironment
    }
}

/// A named lock with a capacity; a capacity of 1 is a mutex.
package struct SharedResource: Sendable, Hashable {
    package var name: String
    package var capacity: Int

    package init(name: String, capacity: Int = 1) {
        self.name = name
        self.capacity = capacity
    }
}
