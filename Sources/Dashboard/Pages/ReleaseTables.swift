import Core
import Criteria
import Releasing
import Scanning

/// The tables of releases.
enum ReleaseTables {
    static func environments(_ facts: ReleasesPage.Facts, _ isMeant: (String) -> Bool) -> View.Table {
        let rows = facts.gates.filter { isMeant($0.name) }.map { gate -> [Cell] in
            let current = facts.state.current(in: gate.name)
            let block = facts.state.block(of: gate.name)
            let newest = facts.decisions.first { $0.decision.subject.environment == gate.name }
            return [
                Cell(gate.name), artifact(current?.artifact), commit(current?.commit),
                .maybe(current) { .time($0.time) },
                .maybe(newest) { .verdict($0.decision.verdict) },
                block.map { Cell("by \($0.person): \($0.reason)", JSON("\($0.person): \($0.reason)")) }
                    ?? Cell("no", JSON.null, .soft),
                Cell(approvals(gate)), Cell(gate.after.map { "after \($0)" } ?? "—", JSON(gate.after)),
            ]
        }
        return View.Table(
            [
                View.Column("environment", "Environment"), View.Column("artifact", "Runs there"),
                View.Column("commit", "Of commit"), View.Column("since", "Since, UTC"),
                View.Column("verdict", "Last decision"), View.Column("blocked", "Blocked"),
                View.Column("approvals", "Who has to agree"), View.Column("after", "Comes"),
            ],
            rows,
            empty: "No environment."
        )
    }

    private static func approvals(_ gate: DeploymentGate) -> String {
        guard gate.needsApproval else { return "nobody" }
        let roles = gate.approvals.roles.joined(separator: " or ")
        return "\(gate.approvals.count)" + (roles.isEmpty ? "" : " of \(roles)")
    }

    static func requirements(_ decision: DeploymentDecision, _ address: Address) -> View.Table {
        View.Table(
            [
                View.Column("requirement", "Required"), View.Column("verdict", "Verdict"),
                View.Column("detail", "Why"), View.Column("remedy", "What to do"), View.Column("run", "Run"),
            ],
            decision.lines.map { line in
                [
                    Cell(line.requirement), .verdict(line.verdict), Cell(line.detail),
                    .maybe(line.remedy) { Cell($0) },
                    .maybe(line.run) { Cell($0, link: address.to(.run($0))) },
                ]
            },
            empty: "Nothing is required."
        )
    }

    static func deployments(
        _ deployments: some Collection<ReleaseState.Deployment>,
        _ state: ReleaseState
    ) -> View.Table {
        View.Table(
            [
                View.Column("time", "When, UTC"), View.Column("environment", "Environment"),
                View.Column("artifact", "Artifact"), View.Column("commit", "Of commit"),
                View.Column("outcome", "Ended"), View.Column("allowed", "Allowed"),
            ],
            deployments.map { deployment in
                [
                    .time(deployment.time), Cell(deployment.environment), artifact(deployment.artifact),
                    commit(deployment.commit), outcome(deployment, state),
                    Cell(deployment.allowed ? "yes" : "no", JSON(deployment.allowed)),
                ]
            },
            empty: "Nothing was deployed: `assay deploy record` notes it."
        )
    }

    private static func outcome(_ deployment: ReleaseState.Deployment, _ state: ReleaseState) -> Cell {
        guard deployment.succeeded else { return Cell("failed", nil, .verdict(.fail)) }
        if let reason = state.rollback(of: deployment) {
            return Cell("taken back: \(reason)", JSON("taken back"), .verdict(.fail))
        }
        return Cell("succeeded", nil, .verdict(.pass))
    }

    static func decisions(_ decisions: some Collection<ReleasesPage.Decision>) -> View.Table {
        View.Table(
            [
                View.Column("time", "When, UTC"), View.Column("environment", "Environment"),
                View.Column("verdict", "Verdict"), View.Column("artifact", "Artifact"),
                View.Column("commit", "Of commit"), View.Column("held_by", "Held back by"),
                View.Column("actor", "Asked by"),
            ],
            decisions.map { entry in
                let open = entry.decision.lines.filter(\.verdict.blocks).map(\.requirement)
                return [
                    .time(entry.time), Cell(entry.decision.subject.environment), .verdict(entry.decision.verdict),
                    artifact(entry.decision.subject.artifact), commit(entry.decision.subject.commit),
                    open.isEmpty ? .nothing : Cell(open.joined(separator: ", ")), Cell(entry.actor),
                ]
            },
            empty: "Nothing was decided: `assay deploy check` decides."
        )
    }

    static func approvals(_ approvals: some Collection<SignedApproval>) -> View.Table {
        View.Table(
            [
                View.Column("time", "When, UTC"), View.Column("environment", "Environment"),
                View.Column("person", "Who"), View.Column("role", "As"), View.Column("word", "Word"),
                View.Column("reason", "Why"), View.Column("artifact", "About"), View.Column("signature", "Signature"),
            ],
            approvals.map { signed in
                let approval = signed.approval
                let holds = if case .verified = signed.signature { true } else { false }
                return [
                    .time(approval.issued), Cell(approval.subject.environment), Cell(approval.person),
                    Cell(approval.role), Cell(approval.decision.rawValue), Cell(approval.reason),
                    artifact(approval.subject.artifact),
                    Cell(holds ? "holds" : "of no listed key", JSON(holds), .verdict(holds ? .pass : .fail)),
                ]
            },
            empty: "Nobody has said anything."
        )
    }

    private static func artifact(_ digest: String?) -> Cell {
        .maybe(digest) { Cell("sha256:\($0.prefix(12))…", JSON($0), .code) }
    }

    private static func commit(_ commit: String?) -> Cell {
        .maybe(commit) { Cell(Words.commit($0), JSON($0), .code) }
    }
}
