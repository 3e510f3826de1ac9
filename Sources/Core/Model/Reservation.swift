/// What an environment takes of the machine while steps use it.
package struct Reservation: Sendable, Hashable {
    /// The environment.
    package var name: String
    package var cores: Double
    package var memoryBytes: Double
    /// Whether all steps that name the environment share one, so that it is taken once.
    package var isShared: Bool

    package init(name: String, cores: Double = 0, memoryBytes: Double = 0, isShared: Bool = false) {
        self.name = name
        self.cores = cores
        self.memoryBytes = memoryBytes
        self.isShared = isShared
    }

    /// nil where nothing is asked for.
    package init?(_ environment: TestEnvironment) {
        let resources = environment.resources
        guard resources.cores ?? 0 > 0 || resources.memoryBytes ?? 0 > 0 else { return nil }
        self.init(
            name: environment.name,
            cores: resources.cores ?? 0,
            memoryBytes: resources.memoryBytes ?? 0,
            isShared: environment.lifecycle.map { $0 != "ephemeral" } ?? false
        )
    }
}
