/// What a step needs around it, from `environments:`.
package struct TestEnvironment: Sendable, Hashable {
    package var name: String
    package var lifecycle: String?
    /// The longest time that a step may use the environment; nil for `test_execution`.
    package var duration: Duration?
    package var resources: Resources
    package var services: [String]
    package var isolation: String?
    /// Whether a weaker isolation will do where the machine lacks the one that is asked for.
    package var allowsWeakerIsolation = false
    /// What the containers of its steps are made of; nil for the programs of this machine.
    package var image: String?
    /// Whether nothing else of the run is under way while a step uses it.
    package var isExclusive = false
    /// A step that needs more than the machine has runs all the same, and its performance criteria are inconclusive.
    package var underProvisioned: Bool
    package var location: SourceLocation?

    package init(
        name: String,
        lifecycle: String? = nil,
        duration: Duration? = nil,
        resources: Resources = Resources(),
        services: [String] = [],
        isolation: String? = nil,
        underProvisioned: Bool = false,
        location: SourceLocation? = nil
    ) {
        self.name = name
        self.lifecycle = lifecycle
        self.duration = duration
        self.resources = resources
        self.services = services
        self.isolation = isolation
        self.underProvisioned = underProvisioned
        self.location = location
    }
}

/// Resources asked for by an environment, or found on a machine; nil means "not said".
package struct Resources: Sendable, Hashable {
    package var cores: Double?
    package var memoryBytes: Double?
    /// Bits per second.
    package var networkBitsPerSecond: Double?
    /// `optional` or `required`, as written.
    package var gpu: String?
    /// Processes and threads at once.
    package var processes: Int?

    package init(
        cores: Double? = nil,
        memoryBytes: Double? = nil,
        networkBitsPerSecond: Double? = nil,
        gpu: String? = nil,
        processes: Int? = nil
    ) {
        self.cores = cores
        self.memoryBytes = memoryBytes
        self.networkBitsPerSecond = networkBitsPerSecond
        self.gpu = gpu
        self.processes = processes
    }
}
