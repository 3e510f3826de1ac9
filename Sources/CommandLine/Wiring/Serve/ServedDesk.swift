import ArgumentParser
import Core
import Dashboard
import Execution
import Glibc
import History
import Judging
import Ledger
import Notifying
import Releasing
import Scanning
import Serving
import Signing
import Storage

/// Releases and incidents of a project whose configuration lies in its folder: by the sessions that the commands have.
struct ServedDesk: ProjectDesk {
    /// Absolute path of the configuration.
    let config: String

    /// Decisions that are shown at most.
    private static let decisions = 500

    private func opened() throws -> ReleaseSession {
        guard access(config, R_OK) == 0 else { throw DeskProblem.notSetUp }
        do { return try ReleaseSession(config: config) { _ in } } catch let failure as CommandFailure {
            // A configuration with errors is nobody's fault who asks.
            throw DeskProblem.broken(failure.message ?? "\(config) cannot be read")
        }
    }

    // MARK: What there is

    func releases() async throws(DeskProblem) -> ReleasesPage.Facts {
        try await asked {
            let session = try opened()
            let entries = try session.entries()
            let state = session.state(entries)
            let decisions = entries.reversed().lazy.filter { $0.kind == "decision" }.compactMap { entry in
                DeploymentDecision(entry.body).map {
                    ReleasesPage.Decision(time: entry.time, actor: entry.actor, decision: $0)
                }
            }
            return ReleasesPage.Facts(
                gates: session.held.project.deployments,
                state: state,
                decisions: Array(decisions.prefix(Self.decisions)),
                approvals: state.words.reversed()
            )
        }
    }

    func incidents() async throws(DeskProblem) -> IncidentsPage.Facts {
        try await asked {
            let session = try opened()
            let desk = IncidentDesk(try session.entries())
            return IncidentsPage.Facts(
                incidents: desk.incidents,
                contexts: desk.contexts.mapValues {
                    IncidentsPage.Context(run: $0.run, facts: $0.facts, excerpt: $0.excerpt)
                },
                messages: desk.messages.map { IncidentsPage.Message(delivery: $0.delivery, notice: $0.notice) },
                silences: desk.silences,
                alerts: session.held.project.insight.alerts.map(\.name)
            )
        }
    }

    // MARK: What is done

    func decide(
        _ question: DeploymentQuestion,
        actor: String,
        isKept: Bool
    ) async throws(DeskProblem) -> DeploymentDecision {
        let (session, commit) = try await asked { () throws -> (ReleaseSession, String) in
            let session = try opened()
            let probe = GitProbe(directory: session.folder.root, environment: session.source.environment)
            guard let commit = probe.commit(named: question.commit) else {
                throw DeskProblem.wrong("git knows no commit \(question.commit) in the server's copy of the project.")
            }
            return (session, commit)
        }
        return try await telling {
            let maker = ReleaseDecision(
                session: session,
                earlier: try BaselineOptions.parse([]),
                past: try HistoryOptions.parse([])
            )
            let decision = try await maker.decide(question.environment, artifact: question.artifact, commit: commit)
            if isKept { try session.append(LedgerDraft("decision", by: actor, at: session.now, decision.json)) }
            return decision
        }
    }

    func artifact(of commit: String) async throws(DeskProblem) -> String? {
        try await asked {
            let entries = try opened().entries()
            let newest = entries.last { entry in
                ["decision", "deployment"].contains(entry.kind) && entry.body["commit"]?.string == commit
            }
            return newest?.body["artifact"]?.string
        }
    }

    func say(
        _ word: Approval.Decision,
        on question: DeploymentQuestion,
        because reason: String,
        key: PrivateKey
    ) async throws(DeskProblem) -> DeploymentDecision {
        let session = try await asked { () throws -> ReleaseSession in try opened() }
        let isListed = session.held.project.attestationKeys.contains { $0.key == key.publicKey }
        guard isListed else {
            throw .wrong(
                "Your key is not listed in the project's `attestation_keys`: your account has the lines for it."
            )
        }
        return try await telling {
            let gate = try session.gate(question.environment)
            let maker = ReleaseDecision(
                session: session,
                earlier: try BaselineOptions.parse([]),
                past: try HistoryOptions.parse([])
            )
            let signer = try session.signer(key, for: AttestationKey.approval(gate.name))
            return try await ReleaseWord(session: session, gate: gate, signer: signer, maker: maker)
                .give(word, artifact: question.artifact, commit: question.commit, reason: reason)
        }
    }

    func replay(_ trial: GateTrial, over runs: [HistoricRun]) async throws(DeskProblem) -> [GateReplay.Result] {
        let (replay, files) = try await asked { () throws -> (Replay, ProjectHistory) in
            let folder = try opened().folder
            let replay = try Replay(folder: folder, criterion: trial.criterion, asks: trial.asks)
            return (replay, ProjectHistory(root: folder.root))
        }
        return try await telling { try await replay.judge(runs, limit: trial.runs, in: files) }
    }

    func acknowledge(_ incident: String, by person: String) async throws(DeskProblem) {
        try await change { keeper throws(StorageError) in try keeper.acknowledge(incident, by: person) }
    }

    func silence(
        _ subject: String,
        hours: Double,
        by person: String,
        because reason: String
    ) async throws(DeskProblem) -> String {
        try await asked {
            let keeper = IncidentSession(try opened()).keeper
            return try keeper.silence(subject, for: hours * 3_600, by: person, because: reason)
        }
    }

    func endSilence(_ id: String, by person: String) async throws(DeskProblem) {
        try await change { keeper throws(StorageError) in
            try keeper.endSilence(id, by: person) ? nil : "no silence in force is called '\(id)'"
        }
    }

    private func change(
        _ body: @escaping @Sendable (IncidentKeeper) throws(StorageError) -> String?
    ) async throws(DeskProblem) {
        try await asked {
            if let why = try body(IncidentSession(try opened()).keeper) { throw DeskProblem.wrong(why) }
        }
    }

    func tick() async throws(DeskProblem) -> [String] {
        let session = try await asked { () throws -> IncidentSession in IncidentSession(try opened()) }
        // Another program, such as a cron line, is at it.
        guard let lease = session.release.ledger.lease("tick") else { return [] }
        defer { withExtendedLifetime(lease) {} }
        return try await telling {
            let desk = try session.desk()
            let past = ServedPast(root: session.release.folder.root, project: session.release.held.project)
            let runs = await session.runs(desk) { past.completed($0, source: session.release.source) }
            let lines = try await session.round(runs)
            guard let warning = await session.beat() else { return lines }
            return lines + ["warning: \(warning)"]
        }
    }

    // MARK: Errors

    /// On a thread that may wait.
    private func asked<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(DeskProblem) -> Value {
        let result = await DedicatedThread.value { () -> Result<Value, DeskProblem> in
            do { return .success(try body()) } catch { return .failure(Self.problem(error)) }
        }
        return try result.get()
    }

    private func telling<Value>(_ body: () async throws -> Value) async throws(DeskProblem) -> Value {
        do { return try await body() } catch { throw Self.problem(error) }
    }

    private static func problem(_ error: any Error) -> DeskProblem {
        if let problem = error as? DeskProblem { return problem }
        guard let failure = error as? CommandFailure else { return .broken("\(error)") }
        let words = failure.message ?? "nothing is decided"
        return failure.code == .usage ? .wrong(words) : .broken(words)
    }
}
