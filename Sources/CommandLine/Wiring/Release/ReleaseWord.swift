import Core
import Execution
import Ledger
import Releasing
import Wire

/// A person's word on a release, signed and written into the audit log: the same for a key of a file and for one of the server.
struct ReleaseWord {
    let session: ReleaseSession
    let gate: DeploymentGate
    let signer: ReleaseSigner
    let maker: ReleaseDecision

    /// What was decided once the word counts.
    func give(
        _ word: Approval.Decision,
        artifact: String,
        commit: String,
        reason: String
    ) async throws -> DeploymentDecision {
        guard gate.approvals.admits(signer.owner, environment: gate.name) else {
            let roles = gate.approvals.roles.joined(separator: " or ")
            throw CommandFailure(
                .usage,
                "\(gate.name) is approved by a \(roles), and key \(signer.owner.name) is a \(signer.owner.role)'s"
            )
        }
        let before = try await maker.decide(gate.name, artifact: artifact, commit: commit)
        let issued = session.now.rounded(.down)
        let approval = Approval(
            subject: before.subject,
            decision: word,
            person: signer.owner.person,
            role: signer.owner.role,
            reason: reason,
            issued: issued,
            expires: issued + gate.approvals.validFor,
            nonce: Nonce.make()
        )
        if word == .approve { try refuseMaker(before.subject.commit) }
        let body = AttestationJSON.json(try session.sign(approval.json, signer))
        try session.append(LedgerDraft("approval", by: signer.owner.person, at: session.now, body))
        try session.signHead(signer)
        return try await maker.decide(gate.name, artifact: before.subject.artifact, commit: before.subject.commit)
    }

    /// What would not count is not signed.
    private func refuseMaker(_ commit: String) throws {
        let state = session.state(try session.entries())
        let makers = try session.makers(of: commit, in: gate.name, state, triggers: [])
        guard let maker = makers.first(where: { $0.part != "trigger" && $0.isOwner(of: signer.owner) }) else { return }
        throw CommandFailure(
            .usage,
            "\(signer.owner.person) is the \(maker.part) of the change, and cannot approve it"
        )
    }
}
