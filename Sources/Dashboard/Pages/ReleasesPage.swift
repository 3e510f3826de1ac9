package import Core
import Criteria
package import Releasing
import Reports
import Scanning

/// What was deployed where, what was decided, and who has agreed.
package enum ReleasesPage {
    /// A decision as the audit log has it.
    package struct Decision: Sendable {
        /// Seconds since 1970.
        package var time: Double
        package var actor: String
        package var decision: DeploymentDecision

        package init(time: Double, actor: String, decision: DeploymentDecision) {
            self.time = time
            self.actor = actor
            self.decision = decision
        }
    }

    package struct Facts: Sendable {
        package var gates: [DeploymentGate]
        package var state: ReleaseState
        /// Newest first.
        package var decisions: [Decision]
        /// Newest first.
        package var approvals: [SignedApproval]

        package init(
            gates: [DeploymentGate],
            state: ReleaseState,
            decisions: [Decision],
            approvals: [SignedApproval]
        ) {
            self.gates = gates
            self.state = state
            self.decisions = decisions
            self.approvals = approvals
        }

        /// The newest decision on each environment, where something newer than what runs there waits.
        var waiting: [Decision] {
            gates.compactMap { gate in
                let newest = decisions.first { $0.decision.subject.environment == gate.name }
                guard let newest, !newest.decision.isAllowed else { return nil }
                let current = state.current(in: gate.name)
                return newest.decision.subject.artifact == current?.artifact ? nil : newest
            }
        }
    }

    /// What a reader may do here; nil for nothing.
    package struct Rights: Sendable {
        /// Whether a code of a second factor is asked for.
        package var needsCode: Bool

        package init(needsCode: Bool) { self.needsCode = needsCode }
    }

    private static let listed = 50

    package static func view(
        _ address: Address,
        _ facts: Facts,
        rights: Rights? = nil,
        notice: String = ""
    ) -> View {
        let environment = address.query["environment"]
        let isMeant = { (name: String) in environment == nil || environment == name }
        var blocks = [
            View.Block("environments", "", .table(ReleaseTables.environments(facts, isMeant)))
        ]
        for waiting in facts.waiting where isMeant(waiting.decision.subject.environment) {
            let subject = waiting.decision.subject
            blocks.append(
                View.Block(
                    "waiting_\(subject.environment)",
                    "What holds \(subject.environment) back",
                    .table(ReleaseTables.requirements(waiting.decision, address)),
                    note:
                        "Decided on \(Words.time(waiting.time)), UTC, about sha256:\(subject.artifact.prefix(12))… of commit "
                        + "\(Words.commit(subject.commit))"
                )
            )
        }
        if let rights, let form = approval(address, facts, rights) { blocks.append(form) }
        let decisions = facts.decisions.filter { isMeant($0.decision.subject.environment) }
        let approvals = facts.approvals.filter { isMeant($0.approval.subject.environment) }
        let deployments = facts.state.deployments.reversed().filter { isMeant($0.environment) }
        blocks += [
            View.Block(
                "deployments",
                "Deployments",
                .table(ReleaseTables.deployments(deployments.prefix(listed), facts.state))
            ),
            View.Block("decisions", "Decisions", .table(ReleaseTables.decisions(decisions.prefix(listed)))),
            View.Block("approvals", "Who said what", .table(ReleaseTables.approvals(approvals.prefix(listed)))),
        ]
        return View(
            "Releases",
            lead: notice.isEmpty ? lead(facts) : notice,
            filter: facts.gates.isEmpty
                ? nil
                : Choices([
                    Choices.Field(
                        "environment",
                        "Environment",
                        value: environment,
                        choices: facts.gates.map(\.name)
                    )
                ]),
            blocks: blocks
        )
    }

    private static func lead(_ facts: Facts) -> String {
        guard !facts.gates.isEmpty else { return "`deployment_gates` of the configuration names no environment." }
        let held = facts.gates.count { facts.state.block(of: $0.name) != nil }
        let waiting = facts.waiting.count
        return "\(Display.count(facts.gates.count, "environment")), \(held == 0 ? "none" : "\(held)") blocked, "
            + "\(waiting == 0 ? "nothing" : Display.count(waiting, "release")) held back"
    }

    /// Of what waits, what a person may say a word on.
    private static func approval(_ address: Address, _ facts: Facts, _ rights: Rights) -> View.Block? {
        let needing = Set(facts.gates.filter(\.needsApproval).map(\.name))
        let open = facts.waiting.map(\.decision.subject).filter { needing.contains($0.environment) }
        guard !open.isEmpty else { return nil }
        var fields = [
            ViewForm.Field("release", "What", .choice(open.map { "\($0.environment) \($0.artifact) \($0.commit)" })),
            ViewForm.Field("word", "Your word", .choice(["approve", "reject"])),
            ViewForm.Field("reason", "Why"),
        ]
        if rights.needsCode {
            fields.append(ViewForm.Field("code", "Code of your second factor", .text(complete: "one-time-code")))
        }
        let form = ViewForm(address.to(.releases).path, fields, button: "Say it")
        return View.Block(
            "word",
            "Approve or reject",
            .form(form),
            note:
                "It is signed with your key, and holds for this artifact, this commit, these verdicts and these gates alone."
        )
    }
}
