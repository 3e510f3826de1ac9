package import Core

/// Puts together all that a deployment gate asks.
package struct DeploymentJudge: Sendable {
    package var gate: DeploymentGate
    package var artifact: String
    package var commit: String
    package var gatesDigest: String
    package var requirements: RequirementJudge
    package var state: ReleaseState
    package var keys: [AttestationKey]
    package var makers: [Identity]
    /// Open incidents that hold deployments back, each in a few words.
    package var incidents: [String] = []
    package var now: Double

    package init(
        gate: DeploymentGate,
        artifact: String,
        commit: String,
        gatesDigest: String,
        requirements: RequirementJudge,
        state: ReleaseState,
        keys: [AttestationKey],
        makers: [Identity],
        now: Double
    ) {
        self.gate = gate
        self.artifact = artifact
        self.commit = commit
        self.gatesDigest = gatesDigest
        self.requirements = requirements
        self.state = state
        self.keys = keys
        self.makers = makers
        self.now = now
    }

    /// `digest` makes a short text of the answers that approvals are bound to.
    package func decide(_ digest: (String) -> String) -> DeploymentDecision {
        var lines = gate.requirements.flatMap(lines)
        if lines.isEmpty, !gate.needsApproval {
            lines.append(.init("required_gates", .notEvaluated, "'\(gate.name)' requires nothing, so nothing is known"))
        }
        lines += [binding(), earlier()].compactMap(\.self)
        let subject = ReleaseSubject(
            environment: gate.name,
            artifact: artifact,
            commit: commit,
            verdict: digest(DeploymentDecision.fingerprint(lines)),
            gates: gatesDigest
        )
        if gate.needsApproval { lines.append(approval(subject)) }
        lines += blocks()
        return DeploymentDecision(subject: subject, lines: lines, time: now)
    }

    private func lines(_ requirement: DeploymentRequirement) -> [DeploymentDecision.Line] {
        requirement.asks.filter { $0 != .approval }.map { ask in
            let (answer, run) = requirements.answer(ask)
            let name = requirement.asks.count == 1 ? requirement.name : "\(requirement.name) (\(ask.words))"
            return DeploymentDecision.Line(
                name,
                answer.verdict,
                answer.detail,
                remedy: answer.verdict.blocks ? remedy(ask, answer) : nil,
                run: run
            )
        }
    }

    private func remedy(_ ask: DeploymentRequirement.Ask, _ answer: Answer) -> String {
        switch answer.verdict {
        case .notEvaluated where answer.isUnasked:
            return "configure it on the protected branch, or ask for something else in `required_gates`"
        case .notEvaluated, .inconclusive:
            if case .step(let name) = ask { return "run it on this commit: `assay run --only \(name)`" }
            return "measure \(ask.words) on this commit: `assay run`"
        case .error: return "mend the evidence of \(ask.words), and run it again"
        default: return "mend it in a new commit: no approval makes it deployable"
        }
    }

    /// One artifact is of one commit.
    private func binding() -> DeploymentDecision.Line? {
        guard let known = state.commit(of: artifact), known != commit else { return nil }
        return .init(
            "artifact",
            .error,
            "it was released as one of commit \(known.prefix(10)), and cannot be one of \(commit.prefix(10)) too",
            remedy: "name the commit that it was built from: --commit"
        )
    }

    /// What must have passed before, with the same artifact.
    private func earlier() -> DeploymentDecision.Line? {
        guard let after = gate.after else { return nil }
        let name = "after \(after)"
        switch state.passage(of: artifact, through: after) {
        case .none:
            return .init(
                name,
                .notEvaluated,
                "this artifact has not been deployed to \(after)",
                remedy: "deploy it there: `assay deploy check \(after)`, then `assay deploy record \(after)`"
            )
        case .failed(let reason): return .init(name, .fail, reason, remedy: "mend it in a new commit")
        case .watched(false, _):
            return .init(
                name,
                .notEvaluated,
                "its watch in \(after) has not come to its end",
                remedy: "`assay deploy watch \(after)`"
            )
        case .watched(true, let time):
            let age = now - time
            guard age <= gate.limits.within else {
                return .init(
                    name,
                    .notEvaluated,
                    "it passed \(Age.words(age)) ago, and \(Age.words(gate.limits.within)) is the limit",
                    remedy: "deploy it to \(after) again"
                )
            }
            return .init(name, .pass, "it passed \(Age.words(max(0, age))) ago")
        }
    }

    private func approval(_ subject: ReleaseSubject) -> DeploymentDecision.Line {
        let tally = ApprovalTally(
            gate.approvals,
            for: subject,
            given: state.approvals(of: artifact, in: gate.name),
            keys: keys,
            makers: makers,
            now: now
        )
        let refused = tally.refused.map { "that of \($0.person) does not count: \($0.reason)" }
        if let no = tally.rejectedBy.first {
            return .init("manual_approval", .fail, "\(no.person) has rejected it: \(no.reason)")
        }
        if tally.isSatisfied {
            return .init("manual_approval", .pass, "approved by \(tally.people.joined(separator: ", "))")
        }
        let have = "\(tally.people.count) of \(tally.needed) approvals"
        let detail = ([have] + refused).joined(separator: "; ")
        let who = tally.candidates.joined(separator: ", ")
        let remedy =
            tally.isHopeless
            ? "nobody can give it: too few people are listed who had no hand in the change; see `attestation_keys`"
            : "\(who) can give it: `assay deploy approve \(gate.name) --artifact sha256:\(artifact) --key … --reason …`"
        return .init("manual_approval", .notEvaluated, detail, remedy: remedy)
    }

    private func blocks() -> [DeploymentDecision.Line] {
        var lines: [DeploymentDecision.Line] = []
        if let block = state.block(of: gate.name) {
            lines.append(
                .init(
                    "blocked",
                    .fail,
                    "by \(block.person): \(block.reason)",
                    remedy: "`assay deploy unblock \(gate.name)` by somebody who may approve"
                )
            )
        }
        for incident in incidents {
            lines.append(.init("incident", .fail, incident, remedy: "it closes by a passing measurement"))
        }
        return lines
    }
}
