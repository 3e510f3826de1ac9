/// What a run knows of itself before it starts: who, what, where.
package struct RunContext: Sendable, Hashable {
    /// Sortable by time, unique below one project: `20261122-150405-a1b2`.
    package var id: String
    package var branch: String?
    package var commit: String?
    /// The tag that is built, where it is one and no branch.
    package var tag: String?
    /// The branch that a pull request goes to.
    package var target: String?
    /// The number or address of a pull request.
    package var pullRequest: String?
    /// What started the run: `manual`, or the CI system's word such as `push`.
    package var trigger: String
    /// True when a person started the run by hand.
    package var manualTrigger: Bool
    /// True when the environment says `CI`.
    package var ci: Bool
    package var machine: Machine
    /// Seconds since 1970.
    package var started: Double
    /// The profile of the configuration that a person chose, while the run is under way.
    package var profile: String?
    /// The digests of what was built and is tested here, by name: `api: sha256:…`.
    package var artifacts: [String: String] = [:]
    /// Who started it, as the CI system says; nil elsewhere.
    package var actor: String?
    /// Whether the tracked files were those of the commit when it began; nil where git does not say.
    package var isClean: Bool?

    package init(
        id: String,
        branch: String? = nil,
        commit: String? = nil,
        trigger: String = "manual",
        manualTrigger: Bool = true,
        ci: Bool = false,
        machine: Machine,
        started: Double,
        tag: String? = nil,
        target: String? = nil,
        pullRequest: String? = nil
    ) {
        self.id = id
        self.branch = branch
        self.commit = commit
        self.trigger = trigger
        self.manualTrigger = manualTrigger
        self.ci = ci
        self.machine = machine
        self.started = started
        self.tag = tag
        self.target = target
        self.pullRequest = pullRequest
    }
}

/// The machine that a run ran on.
package struct Machine: Sendable, Hashable {
    package var cores: Int
    package var memoryBytes: Double
    package var system: String
    /// Bits per second of the fastest link that is up; nil where the host does not tell.
    package var networkBitsPerSecond: Double?
    /// Whether it has a graphics processor that programs can reach.
    package var hasGraphics = false

    package init(cores: Int, memoryBytes: Double, system: String) {
        self.cores = cores
        self.memoryBytes = memoryBytes
        self.system = system
    }
}
