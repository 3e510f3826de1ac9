import Core
import Dashboard
import Releasing
import Responding
import Signing
import Synchronization

@testable import Serving

/// Releases and incidents of a project, as values: one artifact that waits for an approval, one incident that is open.
final class DeskOfShop: ProjectDesk {
    static let artifact = String(repeating: "ab", count: 32)
    static let commit = String(repeating: "c0", count: 20)
    private static let now = 1_795_000_000.0

    struct Asked: Sendable {
        var actor: String
        var isKept: Bool
    }

    let asked = Mutex<[Asked]>([])
    let done = Mutex<[String]>([])
    let verdict: Verdict

    init(verdict: Verdict = .inconclusive) { self.verdict = verdict }

    private var decision: DeploymentDecision {
        DeploymentDecision(
            subject: ReleaseSubject(
                environment: "production",
                artifact: Self.artifact,
                commit: Self.commit,
                verdict: "v",
                gates: "g"
            ),
            lines: [
                DeploymentDecision.Line("all_unit_tests_pass", .pass, "12 passed", run: "r"),
                DeploymentDecision.Line("manual_approval", verdict, "0 of 2 <people>", remedy: "ask ann"),
            ],
            time: Self.now - 60
        )
    }

    func releases() async throws(DeskProblem) -> ReleasesPage.Facts {
        let deployment = ReleaseState.Deployment(
            environment: "staging",
            artifact: Self.artifact,
            commit: Self.commit,
            allowed: true,
            succeeded: true,
            time: Self.now - 3_600
        )
        let approval = Approval(
            subject: decision.subject,
            decision: .approve,
            person: "ann",
            role: "lead",
            reason: "it is good",
            issued: Self.now - 120,
            expires: Self.now + 3_600,
            nonce: "n"
        )
        let gate = DeploymentGate(
            name: "production",
            requirements: [DeploymentRequirement(name: "manual_approval", asks: [.approval])],
            after: "staging"
        )
        return ReleasesPage.Facts(
            gates: [DeploymentGate(name: "staging"), gate],
            state: ReleaseState([.deployed(deployment)]),
            decisions: [ReleasesPage.Decision(time: Self.now - 60, actor: "ci", decision: decision)],
            approvals: [SignedApproval(approval, signature: .unknownKey(["k"]))]
        )
    }

    func incidents() async throws(DeskProblem) -> IncidentsPage.Facts {
        let policy = Incident.Policy(
            rule: "e2e_test_failure",
            severity: .critical,
            chain: [["ann"], ["bob"]],
            sla: 3_600,
            repeats: 1,
            closeAfter: 2
        )
        let incident = Incident(
            id: "INC-1",
            uid: "u",
            key: "k",
            step: "e2e",
            title: "e2e: <login> fails",
            policy: policy,
            opened: Self.now - 600
        )
        var resolved = Incident(id: "INC-2", uid: "v", key: "l", step: "unit", title: "unit", policy: policy, opened: 0)
        for time in [10.0, 20.0] { resolved.apply(.passed(at: time)) }
        let notice = Notice(kind: .triggered, incident: "INC-1", title: "e2e", severity: .critical, time: Self.now)
        let delivery = Delivery(id: "m", incident: "INC-1", notifier: "chat", notBefore: 0)
        return IncidentsPage.Facts(
            incidents: [resolved, incident],
            contexts: [
                "INC-1": IncidentsPage.Context(run: "r", facts: [Notice.Fact("step", "e2e")], excerpt: ["<b>boom</b>"])
            ],
            messages: [IncidentsPage.Message(delivery: delivery, notice: notice)],
            silences: [
                Silence(id: "SIL-1", subject: "slow", person: "bob", reason: "known", begun: 0, until: Self.now + 60)
            ],
            alerts: ["slow"]
        )
    }

    func decide(
        _ question: DeploymentQuestion,
        actor: String,
        isKept: Bool
    ) async throws(DeskProblem) -> DeploymentDecision {
        guard question.environment == "production" else { throw .wrong("no environment is called that") }
        asked.withLock { $0.append(Asked(actor: actor, isKept: isKept)) }
        return decision
    }

    func artifact(of commit: String) async throws(DeskProblem) -> String? {
        commit == Self.commit ? Self.artifact : nil
    }

    func say(
        _ word: Approval.Decision,
        on question: DeploymentQuestion,
        because reason: String,
        key: PrivateKey
    ) async throws(DeskProblem) -> DeploymentDecision {
        let key = key.publicKey?.base64 ?? ""
        done.withLock { $0.append("\(word.rawValue) \(question.environment): \(reason) by \(key)") }
        return decision
    }

    func replay(_ trial: GateTrial, over runs: [HistoricRun]) async throws(DeskProblem) -> [GateReplay.Result] {
        guard trial.criterion == "coverage_gate.overall.threshold" else { throw .wrong("no such criterion") }
        done.withLock { $0.append("tries \(trial.asks) on \(trial.runs) of \(runs.count)") }
        return runs.map { run in
            let change = GateReplay.Change(gate: "coverage_gate", now: .pass, proposed: .fail)
            return GateReplay.Result(run: run, now: .pass, proposed: .fail, gates: [change])
        }
    }

    func tick() async throws(DeskProblem) -> [String] {
        done.withLock { $0.append("tick") }
        return []
    }

    func acknowledge(_ incident: String, by person: String) async throws(DeskProblem) {
        guard incident == "INC-1" else { throw .wrong("no incident is called that") }
        done.withLock { $0.append("\(person) looks after \(incident)") }
    }

    func silence(
        _ subject: String,
        hours: Double,
        by person: String,
        because reason: String
    ) async throws(DeskProblem) -> String {
        done.withLock { $0.append("\(person) silences \(subject) for \(hours): \(reason)") }
        return "SIL-2"
    }

    func endSilence(_ id: String, by person: String) async throws(DeskProblem) {
        done.withLock { $0.append("\(person) ends \(id)") }
    }
}
