package import Core

/// Brings up what steps need around them, and takes it down.
package protocol EnvironmentProvider: Sendable {
    /// Called before each try of a step, and returns when what the step needs is up.
    func acquire(_ step: Step) async throws(LaunchError) -> EnvironmentAccess

    /// Called when a try that has acquired ends, and returns when what was for it alone is down: what
    /// went wrong around it meanwhile, and what was measured there.
    ///
    /// `log` is the absolute path of the try's output.
    func release(_ step: Step, failed: Bool, log: String) async -> EnvironmentExit

    /// A try that waits for what it needs is to wait no longer.
    func cancel(_ step: Step)

    /// The step has ended for good, or never starts.
    func ended(_ step: Step)

    /// Everything goes down at once.
    func force()

    /// Returns when nothing is up any more.
    func close() async
}

/// How a step reaches what is around it.
package struct EnvironmentAccess: Sendable, Hashable {
    /// For placeholders: `services.db.port`.
    package var values: [String: String]
    /// Variables that the step gets, where it does not set them itself.
    package var variables: [String: String]
    /// What its command is started in; nil where that is this machine as it is.
    package var wrapper: CommandWrapper?
    /// How a container beside the services reaches them; nil where there is none to sit beside.
    package var neighbour: Neighbour?

    /// The network of a container that sits beside others.
    package struct Neighbour: Sendable, Hashable {
        /// `host`, or `container:NAME`.
        package var network: String
        package var values: [String: String]
        package var variables: [String: String]

        package init(network: String, values: [String: String], variables: [String: String]) {
            self.network = network
            self.values = values
            self.variables = variables
        }
    }

    package init(values: [String: String] = [:], variables: [String: String] = [:]) {
        self.values = values
        self.variables = variables
    }
}

/// What is known of a try when it has left its surroundings.
package struct EnvironmentExit: Sendable, Hashable {
    /// What explains a failure.
    package var cause: String?
    /// What a person should know of a failure.
    package var remark: String?
    /// What separated it from other work, and why that was less than was asked for.
    package var isolation: String?
    package var weakened: String?
    /// Who has measured the rest; nil where nobody has.
    package var measured: String?
    package var peakMemoryBytes: Double?
    package var userSeconds: Double?
    package var systemSeconds: Double?

    package init() {}
}

/// Nothing is around any step.
package struct NoEnvironments: EnvironmentProvider {
    package init() {}

    package func acquire(_ step: Step) async throws(LaunchError) -> EnvironmentAccess { EnvironmentAccess() }
    package func release(_ step: Step, failed: Bool, log: String) async -> EnvironmentExit { EnvironmentExit() }
    package func cancel(_ step: Step) {}
    package func ended(_ step: Step) {}
    package func force() {}
    package func close() async {}
}
