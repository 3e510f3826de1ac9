package import Core
package import Dashboard
package import Releasing
package import Signing

/// Releases and incidents of a project, by its configuration and its audit log: what the command line's `deploy` and
/// `incident` do, for whoever asks over the network.
package protocol ProjectDesk: Sendable {
    func releases() async throws(DeskProblem) -> ReleasesPage.Facts
    func incidents() async throws(DeskProblem) -> IncidentsPage.Facts
    /// Whether an artifact may be deployed; `isKept` writes the decision into the audit log, in the name of `actor`.
    func decide(
        _ question: DeploymentQuestion,
        actor: String,
        isKept: Bool
    ) async throws(DeskProblem) -> DeploymentDecision
    /// The newest artifact that the log knows of a commit; nil for none.
    func artifact(of commit: String) async throws(DeskProblem) -> String?
    /// Approves or rejects with somebody's key; what is decided then.
    func say(
        _ word: Approval.Decision,
        on question: DeploymentQuestion,
        because reason: String,
        key: PrivateKey
    ) async throws(DeskProblem) -> DeploymentDecision
    /// Judges the newest runs that are kept whole by the gates of now and by a proposed criterion, as `assay replay` does.
    ///
    /// `runs`: newest first.
    func replay(_ trial: GateTrial, over runs: [HistoricRun]) async throws(DeskProblem) -> [GateReplay.Result]
    /// Somebody looks after an incident.
    func acknowledge(_ incident: String, by person: String) async throws(DeskProblem)
    /// The id of the silence.
    func silence(
        _ subject: String,
        hours: Double,
        by person: String,
        because reason: String
    ) async throws(DeskProblem) -> String
    func endSilence(_ id: String, by person: String) async throws(DeskProblem)
    /// Opens, closes and escalates incidents, raises alerts, and sends what waits; lines for the log of the server.
    func tick() async throws(DeskProblem) -> [String]
}

/// What is to be deployed where.
package struct DeploymentQuestion: Sendable, Hashable {
    package var environment: String
    /// SHA-256 in lowercase hexadecimal digits.
    package var artifact: String
    /// As git knows it.
    package var commit: String

    package init(environment: String, artifact: String, commit: String) {
        self.environment = environment
        self.artifact = artifact
        self.commit = commit
    }
}

/// Why there is no answer.
package enum DeskProblem: Error, Sendable, Hashable {
    /// The server has no configuration of the project.
    case notSetUp
    /// What was asked for cannot be, for whoever asked.
    case wrong(String)
    /// What the answer rests on is broken.
    case broken(String)
}

extension DeskProblem {
    package var words: String {
        switch self {
        case .notSetUp: "the server has no configuration of this project"
        case .wrong(let why), .broken(let why): why
        }
    }
}
