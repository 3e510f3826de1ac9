import Core
import Execution
import Judging
import Ledger
import Notifying
import Releasing
import Scanning
import Signing

/// Comes to a decision on a release, the same way for whoever asks.
struct ReleaseDecision {
    let session: ReleaseSession
    let earlier: BaselineOptions
    let past: HistoryOptions
    var summaries: [String] = []
    var triggers: [String] = []
    /// Files of signed verdicts.
    var verdicts: [String] = []

    func decide(_ environment: String, artifact: String, commit: String) async throws -> DeploymentDecision {
        let gate = try session.gate(environment)
        let runs = ReleaseRuns(session: session, commit: commit, earlier: earlier, past: past)
        let evidence = try await runs.evidence(summaries, artifact: artifact)
        let entries = try session.entries()
        let state = session.state(entries)
        var judge = DeploymentJudge(
            gate: gate,
            artifact: artifact,
            commit: commit,
            gatesDigest: session.gatesDigest,
            requirements: RequirementJudge(
                runs: evidence.runs,
                claims: try ReleaseClaims(session: session, commit: commit).read(verdicts),
                limits: gate.limits,
                expected: ReleaseRuns.expected(session.held.project),
                now: session.now
            ),
            state: state,
            keys: session.held.project.attestationKeys,
            makers: gate.needsApproval
                ? try session.makers(of: commit, in: environment, state, triggers: triggers) + evidence.actors : [],
            now: session.now
        )
        judge.incidents = IncidentDesk(entries).blocking
        return judge.decide { text in Array(text.utf8).withUnsafeBytes { Digest.sha256($0) } }
    }
}
