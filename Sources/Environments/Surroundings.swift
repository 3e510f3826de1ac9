import Core
import Engine

/// An environment as a run uses it: one of its own, or one that a keeper has.
protocol Surroundings: AnyObject, Sendable {
    var environment: TestEnvironment { get }

    /// What has made it useless while it was up; nil while all is well.
    var death: String? { get }

    /// The same, seen a moment later: a step may notice that a service is gone before anyone else does.
    func deathSoon() async -> String?

    func bringUp() async -> Result<EnvironmentAccess, LaunchError>

    /// Returns when nothing of it is left that is the run's.
    func takeDown() async

    /// Returns at once.
    func kill()
}
